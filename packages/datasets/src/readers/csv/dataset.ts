import * as E from 'fp-ts/lib/Either.js';
import { matrix } from '@bcl/linalg';
import { encodeLabels } from '../../classes';
import { dataset } from '../../dataset';
import type { Dataset, Provenance } from '../../dataset';
import { failure } from '../../failure';
import type { DatasetProblem } from '../../failure';
import { openSource } from '../source';
import type { ReaderOptions } from '../source';
import { decodeText } from '../text';
import { detectDelimiter, detectHeader } from './dialect';
import type { Delimiter } from './dialect';
import { eachRecord } from './records';
import { TableBuilder } from './table';
import type { ColumnOptions, Table } from './table';

/** Options of {@link readCsv}. */
export interface CsvOptions extends ReaderOptions, ColumnOptions {
  /** What separates cells; default: detected from the first lines. */
  readonly delimiter?: Delimiter;
  /** Whether the first row names the columns; default `auto`: when it holds text and the rows below hold numbers. */
  readonly header?: boolean | 'auto';
  /** The classes in order, to number them as another part of the same set does; default: those in the file, sorted. */
  readonly classNames?: readonly string[];
}

/**
 * Reads a table with one row a line: CSV, TSV and their relatives, with quoted cells, any line ends, gzip recognised.
 *
 * Every column but the label and the dropped ones must hold decimal numbers; an empty cell, NA, N/A, NaN, ? and null
 * are missing values. Columns without a header are called `column 0`, `column 1`, …
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { readCsv } from '@bcl/datasets';
 *
 * const set = orThrow(readCsv('length,width,kind\n5.1,NA,oak\n4.9,3,ash\n', { label: 'kind' }));
 * set.features.data; // => [5.1, NaN, 4.9, 3]
 * set.classNames; // => ['ash', 'oak']
 * set.labels; // => [1, 0]
 * ```
 */
export function readCsv(input: Uint8Array | string, options: CsvOptions = {}): E.Either<DatasetProblem, Dataset> {
  const source = openSource(input, options);
  if (E.isLeft(source)) return source;
  const { name, content, provenance } = source.right;
  const text = decodeText(content, name);
  if (E.isLeft(text)) return text;
  const table = readTable(text.right, name, options);
  return E.isLeft(table) ? table : tableDataset(table.right, provenance, options);
}

/** A data set from a table's numbers and label texts. */
export function tableDataset(
  table: Table,
  provenance: Provenance,
  options: CsvOptions,
): E.Either<DatasetProblem, Dataset> {
  const { name } = provenance;
  const parts = {
    name,
    features: matrix(table.rows, table.featureNames.length, table.values),
    featureNames: table.featureNames,
    provenance,
  };
  if (options.label === undefined) return E.right(dataset(parts));
  const encoded = encodeLabels(table.labels, table.place, options.classNames);
  return E.isLeft(encoded) ? encoded : E.right(dataset({ ...parts, ...encoded.right }));
}

function readTable(text: string, name: string, options: CsvOptions): E.Either<DatasetProblem, Table> {
  const { header = 'auto' } = options;
  let builder: TableBuilder | undefined;
  let first: { readonly cells: readonly string[]; readonly line: number } | undefined;

  /** Knows the columns from the first row and, when the header is to be found out, the second. */
  const begin = (second: readonly string[] | undefined): E.Either<DatasetProblem, TableBuilder> => {
    if (first === undefined) {
      return failure('EmptyInput', {
        what: 'The table has no rows',
        where: name,
        why: 'every line is empty',
        hint: 'check that it is the right file',
      });
    }
    const { cells, line } = first;
    const named = header === 'auto' ? detectHeader(cells, second, name) : E.right(header);
    if (E.isLeft(named)) return named;
    const names = cells.map((cell, column) => (named.right && cell.trim() !== '' ? cell.trim() : `column ${column}`));
    const created = TableBuilder.create(names, name, options);
    if (E.isLeft(created) || named.right) return created;
    const added = created.right.add(cells, line);
    return E.isLeft(added) ? added : created;
  };

  const read = eachRecord(text, options.delimiter ?? detectDelimiter(text), name, (cells, line) => {
    if (first === undefined) {
      first = { cells, line };
      return E.right(undefined);
    }
    if (builder === undefined) {
      const begun = begin(cells);
      if (E.isLeft(begun)) return begun;
      builder = begun.right;
    }
    return builder.add(cells, line);
  });
  if (E.isLeft(read)) return read;
  if (builder !== undefined) return builder.finish();
  const begun = begin(undefined);
  return E.isLeft(begun) ? begun : begun.right.finish();
}
