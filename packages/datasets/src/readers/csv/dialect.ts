import * as E from 'fp-ts/lib/Either.js';
import { hasDecimalComma, parseCell, shown } from '../../cell';
import { failure } from '../../failure';
import type { DatasetProblem } from '../../failure';

/** What may stand between the cells of a row. With a space, runs of spaces and tabs count as one. */
export type Delimiter = ',' | '\t' | ';' | '|' | ' ';

/** In the order in which they win when two fit equally well. */
const candidates: readonly Delimiter[] = [',', '\t', ';', '|', ' '];
const SAMPLE_CHARACTERS = 65_536;
const SAMPLE_LINES = 32;

/**
 * The delimiter that splits the first lines into the same number of cells, more than one; the one that gives the most
 * cells when several do. When none does, the one that is most frequent in the first line; a comma when there is none,
 * for then the table has one column.
 */
export function detectDelimiter(text: string): Delimiter {
  const sample = text.slice(0, SAMPLE_CHARACTERS).split(/\r?\n/);
  // The last line of a sample that was cut may be cut itself.
  if (text.length > SAMPLE_CHARACTERS && sample.length > 1) sample.pop();
  const lines = sample.filter((line) => line.trim() !== '').slice(0, SAMPLE_LINES);
  const counted = candidates.map((delimiter) => {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter));
    const first = counts[0] ?? 0;
    return { delimiter, first, even: first > 0 && counts.every((count) => count === first) };
  });
  const even = counted.filter((candidate) => candidate.even && candidate.delimiter !== ' ');
  const pool =
    even.length > 0 ? even : counted.filter((candidate) => candidate.first > 0 && candidate.delimiter !== ' ');
  const best = pool.reduce(
    (winner, candidate) => (candidate.first > winner.first ? candidate : winner),
    pool[0] ?? none,
  );
  if (best.first > 0) return best.delimiter;
  return counted.some((candidate) => candidate.delimiter === ' ' && candidate.even) ? ' ' : ',';
}

const none: { readonly delimiter: Delimiter; readonly first: number } = { delimiter: ',', first: 0 };

function countOutsideQuotes(line: string, delimiter: Delimiter): number {
  const text = delimiter === ' ' ? line.trim().replace(/[ \t]+/g, ' ') : line;
  let quoted = false;
  let count = 0;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) count += 1;
  }
  return count;
}

/**
 * Whether the first row of a table names its columns.
 *
 * It does when it holds text and no number, and some column below is numeric. It does not when it holds a number and
 * its texts stand above texts. In between the caller has to say.
 *
 * @param first - cells of the first row
 * @param second - cells of the second row, if there is one
 */
export function detectHeader(
  first: readonly string[],
  second: readonly string[] | undefined,
  name: string,
): E.Either<DatasetProblem, boolean> {
  const isNumber = (cell: string): boolean => Number.isFinite(parseCell(cell));
  // A decimal comma is no name: the row is told apart by it, and refused later with a word about the comma.
  const isText = (cell: string): boolean => parseCell(cell) === 'text' && !hasDecimalComma(cell);
  const texts = first.flatMap((cell, column) => (isText(cell) ? [column] : []));
  if (texts.length === 0) return E.right(false);
  if (!first.some(isNumber)) {
    if (second === undefined || !second.every(isText)) return E.right(true);
  } else if (second === undefined || !texts.some((column) => isNumber(second[column] ?? ''))) {
    return E.right(false);
  }
  return failure('Ambiguous', {
    what: 'It is unclear whether the first row holds the names of the columns',
    where: `${name}, line 1`,
    why: `it starts with ${first.slice(0, 4).map(shown).join(', ')}`,
    hint: 'say in header whether it does',
  });
}
