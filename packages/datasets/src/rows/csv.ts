import * as E from 'fp-ts/lib/Either.js';
import { orThrow, problem } from '@bcl/errors';
import { detectDelimiter, detectHeader, type Delimiter } from '../readers/csv/dialect';
import { eachRecord } from '../readers/csv/records';
import { TableBuilder, type ColumnOptions } from '../readers/csv/table';
import { plainPieces, unzippedPieces } from './pieces';
import { prefetched } from './prefetch';
import type { RowBatch, RowStream } from './row-stream';
import { fail, type SourceFile } from './source-file';
import { textPieces, type TextPiece } from './text-pieces';

/** How a table of text is read. */
export interface CsvRowOptions extends Pick<ColumnOptions, 'drop' | 'missing'> {
  /** What separates cells; default: detected from the first lines. */
  readonly delimiter?: Delimiter;
  /** Whether the first row names the columns; default `auto`: when it holds text and the row below holds numbers. */
  readonly header?: boolean | 'auto';
}

/** What the first lines of a table say about all of it. */
interface Dialect {
  readonly delimiter: Delimiter;
  readonly header: boolean;
  readonly names: readonly string[];
}

/** Bytes that are read and split at once. */
const PIECE = 1 << 20;

/** A stream of the rows of a text table, with the names of its columns. */
export async function csvRows(
  file: SourceFile,
  zipped: boolean,
  options: CsvRowOptions,
  batchRowsFor: (columns: number) => number,
): Promise<RowStream & { readonly names: readonly string[] }> {
  const pieces = (): AsyncGenerator<TextPiece, void, undefined> =>
    textPieces(zipped ? unzippedPieces(file, PIECE) : plainPieces(file, PIECE), file);
  const dialect = await inspect(pieces(), file, options);
  const names = [...orThrow(newTable(dialect, file, options, 0)).featureNames];
  if (names.length === 0)
    return fail('EmptyInput', { what: 'No column is left', where: file.path, hint: 'drop fewer columns' });
  const batchRows = batchRowsFor(names.length);
  return {
    columns: names.length,
    names,
    batches: (from = 0) => prefetched(batchesOf(pieces(), file, dialect, options, batchRows, from)),
  };
}

/** Only the first piece is looked at. */
async function inspect(
  pieces: AsyncGenerator<TextPiece, void, undefined>,
  file: SourceFile,
  options: CsvRowOptions,
): Promise<Dialect> {
  for await (const { text } of pieces) {
    const delimiter = options.delimiter ?? detectDelimiter(text);
    const records = firstRecords(text, delimiter, file.path, 2);
    if (records.length === 0) continue;
    const [first, second] = records;
    const { header = 'auto' } = options;
    const named = header === 'auto' ? orThrow(detectHeader(first, second, file.path)) : header;
    const names = first.map((cell, column) => (named && cell.trim() !== '' ? cell.trim() : `column ${column}`));
    return { delimiter, header: named, names };
  }
  return fail('EmptyInput', {
    what: 'The table has no rows',
    where: file.path,
    why: 'every line is empty',
    hint: 'check that it is the right file',
  });
}

const enough = E.left(problem('Ambiguous', { what: 'enough records' }));

function firstRecords(text: string, delimiter: Delimiter, path: string, count: number): (readonly string[])[] {
  const records: (readonly string[])[] = [];
  const read = eachRecord(text, delimiter, path, (cells) => {
    records.push(cells);
    return records.length === count ? enough : E.right(undefined);
  });
  if (read !== enough) orThrow(read);
  return records;
}

const newTable = ({ names }: Dialect, file: SourceFile, { drop, missing }: CsvRowOptions, firstRow: number) =>
  TableBuilder.create(names, file.path, { ...(drop && { drop }), ...(missing && { missing }) }, 'line', firstRow);

async function* batchesOf(
  pieces: AsyncGenerator<TextPiece, void, undefined>,
  file: SourceFile,
  dialect: Dialect,
  options: CsvRowOptions,
  batchRows: number,
  first: number,
): AsyncGenerator<RowBatch, void, undefined> {
  let from = first;
  let row = dialect.header ? -1 : 0;
  let table = orThrow(newTable(dialect, file, options, from));
  const finished: RowBatch[] = [];
  const finish = (): void => {
    const { rows, featureNames, values } = orThrow(table.finish());
    finished.push({ from, rows, columns: featureNames.length, data: values });
    from += rows;
    table = orThrow(newTable(dialect, file, options, from));
  };
  for await (const { text, linesBefore } of pieces) {
    orThrow(
      eachRecord(text, dialect.delimiter, file.path, (cells, line) => {
        if (row++ < first) return E.right(undefined);
        const added = table.add(cells, linesBefore + line);
        if (table.rows === batchRows) finish();
        return added;
      }),
    );
    yield* finished.splice(0);
  }
  // A table of no rows at all is a problem; a pass that began at the very end is not.
  if (table.rows > 0 || row <= 0) finish();
  yield* finished;
}
