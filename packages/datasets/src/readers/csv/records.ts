import { CsvError, parse } from 'csv-parse/sync';
import * as E from 'fp-ts/lib/Either.js';
import { failure } from '../../failure';
import type { DatasetProblem } from '../../failure';
import type { Delimiter } from './dialect';

/** Gets the cells of a row and the line on which the row ends, from 1; may end the reading with a problem. */
export type TakeRecord = (cells: readonly string[], line: number) => E.Either<DatasetProblem, void>;

/**
 * Gives the cells of every row to `take`, in order. Blank lines are skipped. Rows are not kept, so that a large table
 * costs no more than what `take` keeps of it.
 *
 * Without a quote in the text the rows are its lines and the cells what the delimiter separates, which is several times
 * faster than the parser that quotes need.
 */
export function eachRecord(
  text: string,
  delimiter: Delimiter,
  name: string,
  take: TakeRecord,
): E.Either<DatasetProblem, void> {
  const even = delimiter === ' ' ? text.replace(/[ \t]+/g, ' ').replace(/^ | $/gm, '') : text;
  const takeUnlessBlank: TakeRecord = (cells, line) =>
    cells.length === 1 && cells[0].trim() === '' ? E.right(undefined) : take(cells, line);
  return even.includes('"')
    ? eachQuotedRecord(even, delimiter, name, takeUnlessBlank)
    : eachLine(even, delimiter, takeUnlessBlank);
}

function eachLine(text: string, delimiter: Delimiter, take: TakeRecord): E.Either<DatasetProblem, void> {
  let line = 0;
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    for (const content of withoutReturn(text.slice(start, end)).split('\r')) {
      line += 1;
      const taken = take(content.split(delimiter), line);
      if (E.isLeft(taken)) return taken;
    }
    start = end + 1;
  }
  return E.right(undefined);
}

/** A line without the carriage return of a Windows line end; any other carriage return ends a line itself. */
function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Ends the parser early from within its callback. */
class Stop extends Error {
  constructor(readonly problem: E.Either<DatasetProblem, never>) {
    super('stop');
  }
}

/** The same for any text, by csv-parse. */
export function eachQuotedRecord(
  text: string,
  delimiter: Delimiter,
  name: string,
  take: TakeRecord,
): E.Either<DatasetProblem, void> {
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        const taken = take(cells, lines);
        if (E.isLeft(taken)) throw new Stop(taken);
        return null;
      },
    });
    return E.right(undefined);
  } catch (error) {
    if (error instanceof Stop) return error.problem;
    if (!(error instanceof CsvError)) throw error;
    return malformed(error, name);
  }
}

function malformed(error: CsvError, name: string): E.Either<DatasetProblem, never> {
  const line = 'lines' in error && typeof error.lines === 'number' ? `, line ${error.lines}` : '';
  const open = error.code === 'CSV_QUOTE_NOT_CLOSED';
  return failure('DamagedFile', {
    what: error.code.includes('QUOTE') ? 'The quotes of a cell do not match' : `The table is malformed, ${error.code}`,
    where: `${name}${line}`,
    why: open
      ? 'a cell opens with a quote that is never closed, or the file was cut short'
      : 'a quote inside a quoted cell must be doubled, and a quoted cell must end at its closing quote',
    hint: 'mend the line, or check the delimiter',
  });
}
