import { CsvError, parse } from 'csv-parse/sync';
import * as E from 'fp-ts/lib/Either.js';
import { failure } from '../../failure';
import type { DatasetProblem } from '../../failure';
import type { Delimiter } from './dialect';

/** Ends the parser early from within its callback. */
class Stop extends Error {
  constructor(readonly problem: E.Either<DatasetProblem, never>) {
    super('stop');
  }
}

/**
 * Gives the cells of every row to `take`, which may end the reading with a problem. Blank lines are skipped. Rows are
 * not kept, so that a large table costs no more than what `take` keeps of it.
 *
 * @param take - gets the cells and the line on which the row ends, from 1
 */
export function eachRecord(
  text: string,
  delimiter: Delimiter,
  name: string,
  take: (cells: readonly string[], line: number) => E.Either<DatasetProblem, void>,
): E.Either<DatasetProblem, void> {
  const even = delimiter === ' ' ? text.replace(/[ \t]+/g, ' ').replace(/^ | $/gm, '') : text;
  try {
    parse(even, {
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
  const quoting = error.code.includes('QUOTE');
  return failure('DamagedFile', {
    what: quoting ? 'The quotes of a cell do not match' : `The table is malformed, ${error.code}`,
    where: `${name}${line}`,
    why:
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a cell opens with a quote that is never closed, or the file was cut short'
        : 'a quote inside a quoted cell must be doubled, and a quoted cell must end at its closing quote',
    hint: 'mend the line, or check the delimiter',
  });
}
