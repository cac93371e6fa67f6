import type { RemoteFile } from '../files/fetch-file';

/** Names that `loadNamed` knows. */
export type SetName = 'glass' | 'letter' | 'pendigits' | 'vehicle' | 'satimage' | 'connect-4' | 'covtype' | 'iris';

/** What is known about a named set. */
export interface NamedSet {
  readonly name: SetName;
  /** In words, with its origin. */
  readonly title: string;
  /** The training file (or the only one) first, then the official test file if there is one. */
  readonly files: readonly [RemoteFile, ...RemoteFile[]];
  /** Rows of each file. */
  readonly rows: readonly number[];
  /** D, the number of features. */
  readonly dimension: number;
  readonly classes: number;
  /** K, the number of mixture components to fit. */
  readonly components: number;
  /** Whether K is the paper's or only the number of classes, because the paper's is not known. */
  readonly componentsFrom: 'paper' | 'classes';
  /** Where the label stands in the file. */
  readonly labelColumn: string;
  /** What is done to the features before a fit: each scaled to [0, 1] with bounds from the training part only. */
  readonly preprocessing: 'minmax on train';
  /** Terms of use as far as the origin states them. */
  readonly terms: string;
  /** What a reader of results should know about these files. */
  readonly note?: string;
}

const raw = 'https://raw.githubusercontent.com';
const bigLearningEm = `${raw}/YulaiCong/Big-Learning-Expectation-Maximization/e3764e8c04a26bacac419e92407b71961df415d7/dataset`;
const libsvmCopies = `${raw}/peterwu19881230/CSCE633_ML_data/4350d3340b6cc82af8c8cb03827bbcf251b9acf5`;
const pmlb = `${raw}/EpistasisLab/pmlb/0820182add20998ed3f88b30efd273107286c695/datasets`;
const h2o = `${raw}/h2oai/h2o-3/66f1dfacf2bbfa0e865c7e33c9a37a5b95f9b735/smalldata`;

const uciFromPaper = 'MIT for the repository it comes from; the data are from UCI/Statlog, whose terms apply';
const uciFromPmlb = 'MIT for the repository it comes from; the data are from UCI, whose terms apply';
const preprocessing = 'minmax on train';

/**
 * The real sets of "Big Learning Expectation Maximization" (arXiv 2312.11926) that can be had, and iris.
 *
 * K is the paper's for pendigits; for the others the paper's K is not known, and the number of classes stands here.
 *
 * @example
 * ```ts
 * import { namedSets } from '@bcl/datasets';
 *
 * const { components, componentsFrom, dimension, rows } = namedSets.pendigits;
 * [components, componentsFrom, dimension]; // => [12, 'paper', 16]
 * rows; // => [7494, 3498]
 * ```
 */
export const namedSets: Readonly<Record<SetName, NamedSet>> = {
  glass: {
    name: 'glass',
    title: 'Glass Identification (UCI), as shipped with the code of the paper',
    files: [
      {
        path: 'bigem/glass/glass.mat',
        bytes: 5135,
        sha256: 'f52969328cd0cfcecd33bf94feefc075145181b29a820e1a33d138326f6f9c7b',
        url: `${bigLearningEm}/glass/glass.mat`,
      },
    ],
    rows: [214],
    dimension: 9,
    classes: 6,
    components: 6,
    componentsFrom: 'classes',
    labelColumn: 'column 0 of DataSet',
    preprocessing,
    terms: uciFromPaper,
  },
  letter: {
    name: 'letter',
    title: 'Letter Recognition (UCI), as shipped with the code of the paper',
    files: [
      {
        path: 'bigem/letter/letter.mat',
        bytes: 166649,
        sha256: '0ab23a04de2dbae478d0ae0235bcac065f3b729d41256f2396eb28bf094e61d8',
        url: `${bigLearningEm}/letter/letter.mat`,
      },
    ],
    rows: [20000],
    dimension: 16,
    classes: 26,
    components: 26,
    componentsFrom: 'classes',
    labelColumn: 'column 0 of DataSet',
    preprocessing,
    terms: uciFromPaper,
  },
  pendigits: {
    name: 'pendigits',
    title: 'Pen-Based Recognition of Handwritten Digits (UCI), as shipped with the code of the paper',
    files: [
      {
        path: 'bigem/pendigits/pendigits_train.mat',
        bytes: 96003,
        sha256: '3d9cccadd5abd14ba9dafab12d2a3cf50a754ae9513ffa203a894691fbbe1216',
        url: `${bigLearningEm}/pendigits/pendigits_train.mat`,
      },
      {
        path: 'bigem/pendigits/pendigits_test.mat',
        bytes: 45322,
        sha256: '124c7db2688f6a598cdb51e7c938937c27c5e51a524502c35b81c47d45af24bf',
        url: `${bigLearningEm}/pendigits/pendigits_test.mat`,
      },
    ],
    rows: [7494, 3498],
    dimension: 16,
    classes: 10,
    components: 12,
    componentsFrom: 'paper',
    labelColumn: 'column 0 of DataSet',
    preprocessing,
    terms: uciFromPaper,
  },
  vehicle: {
    name: 'vehicle',
    title: 'Vehicle Silhouettes (Statlog), as shipped with the code of the paper',
    files: [
      {
        path: 'bigem/vehicle/Vehicle.mat',
        bytes: 16261,
        sha256: '77315b54b9888b5e594e6f3166bd67f70a83c9ea67889c027f3e902c23d00703',
        url: `${bigLearningEm}/vehicle/Vehicle.mat`,
      },
    ],
    rows: [846],
    dimension: 18,
    classes: 4,
    components: 4,
    componentsFrom: 'classes',
    labelColumn: 'column 0 of DataSet',
    preprocessing,
    terms: uciFromPaper,
    note: "Features go up to 1018. The paper's script stores them in 8 bits, where values beyond 255 wrap; here they do not.",
  },
  satimage: {
    name: 'satimage',
    title: 'Landsat Satellite (Statlog) in the form of the LIBSVM page, scaled there to [-1, 1]',
    files: [
      {
        path: 'libsvm-uci/satimage.scale',
        bytes: 1880204,
        sha256: 'df08755887b968a272b84247fa0b1543b8cd623442fbc1c7943144e459ef2eb6',
        url: `${libsvmCopies}/satimage.scale.training`,
      },
      {
        path: 'libsvm-uci/satimage.scale.t',
        bytes: 847957,
        sha256: 'b04c60323488f5a7f571d40be5d750b279e8f3bd43729b4c109b8c013fcd8196',
        url: `${libsvmCopies}/satimage.scale.t`,
      },
    ],
    rows: [4435, 2000],
    dimension: 36,
    classes: 6,
    components: 6,
    componentsFrom: 'classes',
    labelColumn: 'first field of each line',
    preprocessing,
    terms: 'No licence is stated where it comes from; the data are from UCI/Statlog, whose terms apply',
  },
  'connect-4': {
    name: 'connect-4',
    title: 'Connect-4 (UCI) from PMLB, its 42 ternary squares as the 126 binary features of the LIBSVM page',
    files: [
      {
        path: 'libsvm-uci/connect_4.tsv.gz',
        bytes: 309513,
        sha256: 'e283074e1123d23361332bd83414c172640d2596fc076d1e20e8f4a64a658137',
        url: `${pmlb}/connect_4/connect_4.tsv.gz`,
      },
    ],
    rows: [67557],
    dimension: 126,
    classes: 3,
    components: 3,
    componentsFrom: 'classes',
    labelColumn: 'target',
    preprocessing,
    terms: uciFromPmlb,
    note: 'The classes draw, loss and win are the labels 0, -1 and 1 of the LIBSVM page.',
  },
  covtype: {
    name: 'covtype',
    title: 'Covertype (UCI), its first 20,000 rows as sampled by H2O',
    files: [
      {
        path: 'libsvm-uci/covtype.20k.data',
        bytes: 2578724,
        sha256: '55ff5c8510624a2fe57838017f96caf86914223f131572edd35a038f3e85e43e',
        url: `${h2o}/covtype/covtype.20k.data`,
      },
    ],
    rows: [20000],
    dimension: 54,
    classes: 7,
    components: 7,
    componentsFrom: 'classes',
    labelColumn: 'last column',
    preprocessing,
    terms: 'Apache-2.0 for the repository it comes from; the data are (c) Jock A. Blackard, Colorado State University',
    note:
      'Not the 581,012 rows of the paper: the first 20,000 of the full file, whose first 15,120 hold 2,160 of each class, ' +
      'so the class shares differ. Results on it are not comparable with results on the full set.',
  },
  iris: {
    name: 'iris',
    title: 'Iris (Fisher 1936; UCI) from PMLB',
    files: [
      {
        path: 'libsvm-uci/iris.tsv.gz',
        bytes: 856,
        sha256: 'ce4982cba30bd5aaa352e51d55e1cf56c56ae6d573d644f36257de1177717228',
        url: `${pmlb}/iris/iris.tsv.gz`,
      },
    ],
    rows: [150],
    dimension: 4,
    classes: 3,
    components: 3,
    componentsFrom: 'classes',
    labelColumn: 'target',
    preprocessing,
    terms: uciFromPmlb,
    note: 'Not a set of the paper; here because everybody knows it.',
  },
};
