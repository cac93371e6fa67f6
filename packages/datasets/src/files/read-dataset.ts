import { basename } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { shown } from '../cell';
import type { Dataset } from '../dataset';
import { failure } from '../failure';
import type { DatasetProblem } from '../failure';
import { readCsv } from '../readers/csv/dataset';
import type { CsvOptions } from '../readers/csv/dataset';
import { readIdxImages } from '../readers/idx-images';
import { readLibsvm } from '../readers/libsvm';
import type { LibsvmOptions } from '../readers/libsvm';
import { readMat } from '../readers/mat/dataset';
import type { MatOptions } from '../readers/mat/dataset';
import { DEFAULT_MAX_BYTES, gunzipBounded } from '../readers/source';
import { readFileBytes } from './read-file';

/** Formats that {@link readDataset} knows. */
export type DatasetFormat = 'csv' | 'idx' | 'libsvm' | 'mat';

/**
 * Options of {@link readDataset}: those of every reader. A column that is named for a format without named columns is a
 * problem; other options that a format knows nothing of are ignored.
 */
export interface ReadDatasetOptions extends CsvOptions, LibsvmOptions, Pick<MatOptions, 'variable'> {
  /** Default: found out from the content, and for text from the extension. */
  readonly format?: DatasetFormat;
}

/**
 * Reads a file as a data set. The reader is chosen by content where it tells (MATLAB, IDX), otherwise by extension
 * (`.csv`, `.tsv`, `.libsvm`, `.svm`), otherwise by the look of the first line. Gzip is recognised by content.
 *
 * @param path - one regular file
 * @returns the data set, named after the file unless `name` is given
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { readDataset } from '@bcl/datasets';
 *
 * const result = await readDataset('no/such/file.csv', { label: -1 })();
 * E.isLeft(result) && result.left._tag; // => 'FileMissing'
 * ```
 */
export function readDataset(path: string, options: ReadDatasetOptions = {}): TE.TaskEither<DatasetProblem, Dataset> {
  const named = { ...options, name: options.name ?? basename(path), source: options.source ?? path };
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  return async () => {
    const bytes = await readFileBytes(path, maxBytes)();
    if (E.isLeft(bytes)) return bytes;
    const format = options.format === undefined ? detectFormat(bytes.right, path, maxBytes) : E.right(options.format);
    if (E.isLeft(format)) return format;
    return columnProblem(format.right, named) ?? readAs(format.right, bytes.right, named);
  };
}

function readAs(
  format: DatasetFormat,
  bytes: Uint8Array,
  options: ReadDatasetOptions,
): E.Either<DatasetProblem, Dataset> {
  switch (format) {
    case 'mat':
      return readMat(bytes, options);
    case 'idx':
      return readIdxImages(bytes, { name: options.name, source: options.source, maxBytes: options.maxBytes });
    case 'libsvm':
      return readLibsvm(bytes, options);
    case 'csv':
      return readCsv(bytes, options);
  }
}

/** What is wrong with naming a label column or columns to drop in a file of this format; undefined when nothing is. */
function columnProblem(
  format: DatasetFormat,
  { source, label, drop = [] }: ReadDatasetOptions,
): E.Either<DatasetProblem, never> | undefined {
  const labelled = label !== undefined && (format === 'libsvm' || format === 'idx');
  if (!labelled && (drop.length === 0 || format === 'csv')) return undefined;
  const why = {
    csv: '',
    mat: 'the file is a MATLAB matrix, of which every column but the label is read',
    idx: 'the file is IDX, whose images stand without labels',
    libsvm: 'the file is LIBSVM text, where the label always stands first on a line',
  }[format];
  return failure('NoSuchColumn', {
    what: labelled
      ? `There is no column to take as label, and ${shown(String(label))} was given`
      : 'No column can be dropped',
    where: source,
    why,
    hint: `leave ${labelled ? 'label' : 'drop'} out, or convert the file to CSV`,
  });
}

const libsvmLine = /^\s*[+-]?[\d.]+(?:e[+-]?\d+)?(?:\s+\d+:\S+)+\s*(?:#.*)?$/i;

/** The format that content, then extension, then the first line point to. */
export function detectFormat(
  bytes: Uint8Array,
  path: string,
  maxBytes: number,
): E.Either<DatasetProblem, DatasetFormat> {
  const content = gunzipBounded(bytes, path, maxBytes);
  if (E.isLeft(content)) return content;
  const head = content.right.subarray(0, 65_536);
  const start = String.fromCharCode(...head.subarray(0, 16));
  if (start.startsWith('MATLAB ') || start.startsWith('\x89HDF')) return E.right('mat');
  if (head[0] === 0 && head[1] === 0 && head.length >= 4) return E.right('idx');
  const extension = /\.([^.]+?)(?:\.gz)?$/i.exec(basename(path))?.[1]?.toLowerCase() ?? '';
  if (extension === 'mat') return E.right('mat');
  if (['csv', 'tsv', 'tab'].includes(extension)) return E.right('csv');
  if (['libsvm', 'svm', 'svmlight'].includes(extension)) return E.right('libsvm');
  if (head.includes(0)) {
    return failure('UnknownFormat', {
      what: 'The format of the file is not known',
      where: path,
      why: 'it is binary, and neither a MATLAB file, nor IDX, nor gzip',
      hint: 'convert it to CSV, or set the format option if you know better',
    });
  }
  const line =
    new TextDecoder()
      .decode(head)
      .split(/\r?\n/)
      .find((text) => text.trim() !== '') ?? '';
  return E.right(libsvmLine.test(line) ? 'libsvm' : 'csv');
}
