import * as E from 'fp-ts/lib/Either.js';
import { matrix } from '@bcl/linalg';
import { parseCell, shown, whyNoNumber } from '../cell';
import { encodeLabels } from '../classes';
import { dataset } from '../dataset';
import type { Dataset } from '../dataset';
import { failure } from '../failure';
import type { DatasetProblem } from '../failure';
import { GrowingArray } from '../growing-array';
import { openSource } from './source';
import type { ReaderOptions, Source } from './source';
import { decodeText } from './text';

/** Options of {@link readLibsvm}. */
export interface LibsvmOptions extends ReaderOptions {
  /**
   * How many features there are. Default: the largest index in the file, which is too small for a part of a set that
   * happens to lack the last features.
   */
  readonly columns?: number;
  /** Whether the first feature has index 0 instead of 1; default false. */
  readonly zeroBased?: boolean;
  /** The classes in order, to number them as another part of the same set does; default: those in the file, sorted. */
  readonly classNames?: readonly string[];
}

/**
 * Reads LIBSVM's sparse text: a line a row, `label index:value index:value …`, with increasing indices from 1 and an
 * optional `# comment` at the end. Features that are not listed are 0. Gzip is recognised.
 *
 * The result is dense. A file whose dense form is larger than 16 MiB and than 200 times its text is refused unless
 * `columns` confirms its width, because one damaged index would otherwise ask for gigabytes.
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { readLibsvm } from '@bcl/datasets';
 *
 * const set = orThrow(readLibsvm('+1 1:0.5 3:2\n-1 2:1\n'));
 * set.features.data; // => [0.5, 0, 2, 0, 1, 0]
 * set.labels; // => [1, 0]
 * set.classNames; // => ['-1', '1']
 * ```
 */
export function readLibsvm(input: Uint8Array | string, options: LibsvmOptions = {}): E.Either<DatasetProblem, Dataset> {
  const { columns } = options;
  if (columns !== undefined && !(Number.isInteger(columns) && columns > 0)) {
    throw new RangeError(`columns must be a positive whole number, not ${columns}`);
  }
  const source = openSource(input, options);
  if (E.isLeft(source)) return source;
  const text = decodeText(source.right.content, source.right.name);
  if (E.isLeft(text)) return text;
  const sparse = parseLines(text.right, source.right.name, options);
  if (E.isLeft(sparse)) return sparse;
  return toDataset(sparse.right, source.right, options);
}

/** Rows as (row, column, value) triples. */
interface SparseRows {
  readonly labels: string[];
  readonly lines: number[];
  readonly entryRows: GrowingArray;
  readonly entryColumns: GrowingArray;
  readonly entryValues: GrowingArray;
  /** Largest column index and the line it stands in. */
  widest: { column: number; line: number };
}

function parseLines(text: string, name: string, options: LibsvmOptions): E.Either<DatasetProblem, SparseRows> {
  const rows: SparseRows = {
    labels: [],
    lines: [],
    entryRows: new GrowingArray(),
    entryColumns: new GrowingArray(),
    entryValues: new GrowingArray(),
    widest: { column: -1, line: 0 },
  };
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    line += 1;
    const parsed = parseLine(text.slice(start, end), line, rows, name, options);
    if (E.isLeft(parsed)) return parsed;
    start = end + 1;
  }
  if (rows.labels.length > 0) return E.right(rows);
  return failure('EmptyInput', {
    what: 'The file holds no rows',
    where: name,
    why: 'every line is empty or a comment',
    hint: 'check that it is the right file',
  });
}

function parseLine(
  content: string,
  line: number,
  rows: SparseRows,
  name: string,
  options: LibsvmOptions,
): E.Either<DatasetProblem, void> {
  const comment = content.indexOf('#');
  const [label, ...entries] = (comment < 0 ? content : content.slice(0, comment)).trim().split(/\s+/);
  if (label === undefined || label === '') return E.right(undefined);
  const where = `${name}, line ${line}`;
  const labelValue = parseCell(label);
  if (typeof labelValue === 'string' || Number.isNaN(labelValue)) {
    return failure('BadLabel', {
      what: `The line starts with ${shown(label)} instead of a label`,
      where,
      why: label.includes(':') ? 'the label is missing' : 'labels in this format are numbers, one a row',
      hint: 'check that the file is LIBSVM text: label index:value …',
    });
  }
  const row = rows.labels.length;
  let previous = -1;
  for (const entry of entries) {
    const colon = entry.indexOf(':');
    const index = entry.slice(0, colon);
    const column = /^\d{1,10}$/.test(index) && colon > 0 ? Number(index) - (options.zeroBased === true ? 0 : 1) : NaN;
    if (!(column > previous)) return badIndex(entry, column, options, where);
    const valueText = entry.slice(colon + 1);
    const value = parseCell(valueText);
    if (typeof value === 'string' || valueText === '') {
      const kind = typeof value === 'string' ? value : 'text';
      const { why } = whyNoNumber(valueText, kind);
      return failure('BadCell', { what: `${shown(entry)} holds no usable value`, where, why, hint: 'mend the line' });
    }
    rows.entryRows.push(row);
    rows.entryColumns.push(column);
    rows.entryValues.push(value);
    previous = column;
  }
  if (previous > rows.widest.column) rows.widest = { column: previous, line };
  rows.labels.push(label);
  rows.lines.push(line);
  return E.right(undefined);
}

function badIndex(
  entry: string,
  column: number,
  options: LibsvmOptions,
  where: string,
): E.Either<DatasetProblem, never> {
  if (column === -1 && options.zeroBased !== true) {
    return failure('BadCell', {
      what: `${shown(entry)} has index 0`,
      where,
      why: 'indices start at 1 in this format, but some writers start at 0',
      hint: 'set zeroBased if this file does',
    });
  }
  return failure('BadCell', {
    what: `${shown(entry)} is not the next index:value`,
    where,
    why: Number.isNaN(column) ? 'it has another form' : 'the indices of a line must increase',
    hint: 'check that the file is LIBSVM text and undamaged',
  });
}

function toDataset(sparse: SparseRows, source: Source, options: LibsvmOptions): E.Either<DatasetProblem, Dataset> {
  const width = sparse.widest.column + 1;
  const columns = options.columns ?? Math.max(width, 1);
  const widestLine = `${source.name}, line ${sparse.widest.line}`;
  if (width > columns) {
    return failure('NoSuchColumn', {
      what: `A row has ${width} features where there should be ${columns}`,
      where: widestLine,
      why: 'the columns option is too small or the index is damaged',
      hint: `set columns to ${width} or more, or mend the line`,
    });
  }
  const rows = sparse.labels.length;
  const denseBytes = 8 * rows * columns;
  const plausible = options.columns === undefined ? Math.max(2 ** 24, 200 * source.content.length) : Infinity;
  if (denseBytes > Math.min(plausible, source.maxBytes)) {
    return failure('TooLarge', {
      what: `${rows} rows of ${columns} features would take ${denseBytes} bytes`,
      where: widestLine,
      why: denseBytes > plausible ? 'the file is far too short for that many' : `the limit is ${source.maxBytes} bytes`,
      hint: 'if the index is right, confirm it with the columns option and raise maxBytes if needed',
    });
  }
  const encoded = encodeLabels(sparse.labels, (row) => `${source.name}, line ${sparse.lines[row]}`, options.classNames);
  if (E.isLeft(encoded)) return encoded;

  const data = new Float64Array(rows * columns);
  const entryRows = sparse.entryRows.toArray();
  const entryColumns = sparse.entryColumns.toArray();
  sparse.entryValues.toArray().forEach((value, entry) => {
    data[entryRows[entry] * columns + entryColumns[entry]] = value;
  });
  return E.right(
    dataset({
      name: source.name,
      features: matrix(rows, columns, data),
      featureNames: Array.from({ length: columns }, (_, index) => `feature ${index + 1}`),
      ...encoded.right,
      provenance: source.provenance,
    }),
  );
}
