import { ProblemError, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { DatasetProblem, DatasetProblemTag } from '../failure';
import { binaryRows } from './binary';
import { csvRows, type CsvRowOptions } from './csv';
import type { BinaryType } from './numbers';
import type { RowStream } from './row-stream';
import { fail, lookAt, onFile, openUnchanged, type SourceFile } from './source-file';

/** How the rows of a file are written. */
export interface RowFileOptions extends CsvRowOptions {
  /** Cells: IEEE numbers of four or eight bytes, little-endian, row by row without anything else; or a table of text. */
  readonly type: BinaryType | 'csv';
  /** Cells of a row. Required for a binary file; of a text file it is checked when given (without dropped columns). */
  readonly columns?: number;
  /** Rows of a batch; 65,536, or fewer where a row is so wide that a batch would take more than 32 MiB as float64. */
  readonly batchRows?: number;
}

/** A file as a stream of rows. */
export interface RowFile extends RowStream {
  readonly path: string;
  /** Size of the file. */
  readonly bytes: number;
  /** Names of the columns; `column 0`, … where the file has none. */
  readonly names: readonly string[];
}

const BATCH_ROWS = 65_536;
const BATCH_BYTES = 32 * 1024 * 1024;

/**
 * Opens a file of rows that need not fit in memory: binary float32 or float64, or CSV; each also compressed with gzip (a binary
 * file by its name, which then ends in `.gz`; text by its content). NaN in a binary file, and an empty cell, NA, N/A, NaN, ? or
 * null in a text file, is a missing value.
 *
 * Nothing but one batch, and the next that is read meanwhile, is held. Each pass reads the file again and ends in the problem
 * `FileChanged` when its size or time of change is no longer what it was.
 *
 * @returns the stream, or what is wrong with the file as far as its first lines and its size tell; what shows up later is
 * thrown by the iteration as a `ProblemError`
 * @throws RangeError for columns or batchRows that are no whole number of at least 1
 * @example
 * ```ts
 * import { writeFileSync, mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import path from 'node:path';
 * import { runOrThrow } from '@bcl/errors';
 * import { rowFile } from '@bcl/datasets';
 *
 * const file = path.join(mkdtempSync(path.join(tmpdir(), 'rows-')), 'table.f32');
 * writeFileSync(file, Float32Array.of(1, 2, 3, 4, 5, 6));
 * const table = await runOrThrow(rowFile(file, { columns: 2, type: 'float32', batchRows: 2 }));
 * table.rows; // => 3
 * const sizes: number[] = [];
 * for await (const batch of table.batches()) sizes.push(batch.rows);
 * sizes; // => [2, 1]
 * ```
 */
export function rowFile(path: string, options: RowFileOptions): TE.TaskEither<DatasetProblem, RowFile> {
  for (const [name, value] of Object.entries({ columns: options.columns, batchRows: options.batchRows }))
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1))
      throw new RangeError(`${name} must be a whole number of at least 1, not ${value}`);
  return async () => {
    try {
      return E.right(await openRows(path, options));
    } catch (error) {
      if (error instanceof ProblemError) return E.left(error.problem as Problem<DatasetProblemTag>);
      throw error;
    }
  };
}

async function openRows(path: string, options: RowFileOptions): Promise<RowFile> {
  const { type, columns } = options;
  const file = await lookAt(path);
  const gzip = await beginsAsGzip(file);
  const rowsOfBatch = (width: number): number =>
    options.batchRows ?? Math.max(1, Math.min(BATCH_ROWS, Math.floor(BATCH_BYTES / (8 * width))));
  const about = { path, bytes: file.bytes };
  if (type === 'csv') {
    const stream = await csvRows(file, gzip, options, rowsOfBatch);
    if (columns !== undefined && columns !== stream.columns)
      return fail('RaggedRow', {
        what: `The table has ${stream.columns} columns where ${columns} are expected`,
        where: path,
        why: `the first are ${stream.names.slice(0, 6).join(', ')}`,
        hint: 'check the number of columns, or set the delimiter if it was taken for another',
      });
    return { ...stream, ...about };
  }
  if (columns === undefined)
    return fail('Ambiguous', {
      what: 'The number of columns is not known',
      where: path,
      why: 'a binary file does not say it',
      hint: 'give the number of columns',
    });
  const zipped = path.toLowerCase().endsWith('.gz');
  if (zipped && !gzip)
    return fail('DamagedFile', {
      what: 'The file is called .gz and is no gzip',
      where: path,
      why: 'its first two bytes are not 1f 8b',
      hint: 'name it without .gz, or get it again',
    });
  const stream = binaryRows(file, { columns, type, zipped, batchRows: rowsOfBatch(columns) });
  return { ...stream, ...about, names: Array.from({ length: columns }, (_, column) => `column ${column}`) };
}

async function beginsAsGzip(file: SourceFile): Promise<boolean> {
  const handle = await openUnchanged(file);
  try {
    const { buffer } = await onFile(file.path, () => handle.read(new Uint8Array(2), 0, 2, 0));
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
