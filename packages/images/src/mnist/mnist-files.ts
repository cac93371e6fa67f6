/** One of the four files of MNIST, and by what it is recognised. */
export interface MnistFile {
  /** Path below a data folder, with slashes. */
  readonly path: string;
  /** Length of the compressed file. */
  readonly bytes: number;
  /** SHA-256 of the compressed file, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** SHA-256 of the decompressed file. */
  readonly contentSha256: string;
  /** Where it can be had. */
  readonly url: string;
  /** Where else. */
  readonly mirrors: readonly string[];
}

/** The parts of MNIST. */
export type MnistPart = 'trainImages' | 'trainLabels' | 'testImages' | 'testLabels';

const file = (name: string, bytes: number, sha256: string, contentSha256: string): MnistFile => ({
  path: `mnist/${name}`,
  bytes,
  sha256,
  contentSha256,
  url: `https://ossci-datasets.s3.amazonaws.com/mnist/${name}`,
  mirrors: [`https://storage.googleapis.com/cvdf-datasets/mnist/${name}`],
});

/**
 * The four files of MNIST (Y. LeCun, C. Cortes and C. Burges), as they have been passed on since 1998: 60,000 digits to
 * learn from and 10,000 to test on, 28 x 28, grey. An entry is a `RemoteFile` of `@bcl/datasets`, whose `fetchFile`
 * finds or downloads it. The addresses are mirrors, as the files' first home refuses programs.
 */
export const mnistFiles: Readonly<Record<MnistPart, MnistFile>> = {
  trainImages: file(
    'train-images-idx3-ubyte.gz',
    9912422,
    '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
    'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  ),
  trainLabels: file(
    'train-labels-idx1-ubyte.gz',
    28881,
    '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
    '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  ),
  testImages: file(
    't10k-images-idx3-ubyte.gz',
    1648877,
    '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
    '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  ),
  testLabels: file(
    't10k-labels-idx1-ubyte.gz',
    4542,
    'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
    'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  ),
};
