import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { Dataset } from '../dataset';
import { failure } from '../failure';
import type { DatasetProblem } from '../failure';
import { fetchFile } from '../files/fetch-file';
import type { FetchOptions } from '../files/fetch-file';
import { readCsv } from '../readers/csv/dataset';
import { readLibsvm } from '../readers/libsvm';
import { readMat } from '../readers/mat/dataset';
import type { ReaderOptions } from '../readers/source';
import { connectFourIndicators } from './connect-four';
import { namedSets } from './registry';
import type { NamedSet, SetName } from './registry';

/** A named set in memory. */
export interface LoadedSet {
  readonly info: NamedSet;
  /** All rows, or the training part where an official split exists. */
  readonly dataset: Dataset;
  /** The official test part, where there is one. */
  readonly test?: Dataset;
}

type Reader = (content: Uint8Array, options: ReaderOptions) => E.Either<DatasetProblem, Dataset>;

const labelFirstInMat: Reader = (content, options) => readMat(content, { ...options, label: 0 });
const pmlb: Reader = (content, options) =>
  readCsv(content, { ...options, delimiter: '\t', header: true, label: 'target' });

const readers: Readonly<Record<SetName, Reader>> = {
  glass: labelFirstInMat,
  letter: labelFirstInMat,
  pendigits: labelFirstInMat,
  vehicle: labelFirstInMat,
  satimage: (content, options) => readLibsvm(content, { ...options, columns: namedSets.satimage.dimension }),
  'connect-4': (content, options) => {
    const ternary = pmlb(content, options);
    return E.isLeft(ternary) ? ternary : E.right(connectFourIndicators(ternary.right));
  },
  covtype: (content, options) => readCsv(content, { ...options, delimiter: ',', header: false, label: -1 }),
  iris: pmlb,
};

/**
 * Loads a named set: from the user's folder if its files are there, otherwise from the cache, otherwise from its
 * upstream into the cache. Every file is checked by its SHA-256. Features are as in the files, unscaled.
 *
 * @param name - one of the names in {@link namedSets}
 * @param options - at least `folder` or `cache`
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { loadNamed } from '@bcl/datasets';
 *
 * const result = await loadNamed('irises', {})();
 * E.isLeft(result) && result.left._tag; // => 'UnknownName'
 * ```
 */
export function loadNamed(name: string, options: FetchOptions): TE.TaskEither<DatasetProblem, LoadedSet> {
  return async () => {
    if (!isSetName(name)) {
      return failure('UnknownName', {
        what: `There is no set called ${JSON.stringify(name)}`,
        why: `the names are ${Object.keys(namedSets).join(', ')}`,
        hint: 'check the spelling, or read a file of your own',
      });
    }
    const info = namedSets[name];
    const parts: Dataset[] = [];
    for (const file of info.files) {
      const fetched = await fetchFile(file, options)();
      if (E.isLeft(fetched)) return fetched;
      const part = readers[name](fetched.right.content, { name: file.path, source: file.url });
      if (E.isLeft(part)) return part;
      parts.push({ ...part.right, name });
    }
    const [all, test] = parts;
    return E.right({ info, dataset: all, ...(test === undefined ? {} : { test }) });
  };
}

function isSetName(name: string): name is SetName {
  return Object.hasOwn(namedSets, name);
}
