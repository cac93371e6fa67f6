import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';

/**
 * Reads names parted by commas.
 *
 * @param flag the option, for the message
 * @param known what may stand in the list
 * @returns the names in the order given, each once; `BadOption` for one that is not known, and for none
 */
export function readNames(
  flag: string,
  text: string,
  known: readonly string[],
): E.Either<Problem<'BadOption'>, readonly string[]> {
  const names = parts(text);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) return bad(flag, text, `'${unknown}' is none of ${known.join(', ')}`);
  if (names.length === 0) return bad(flag, text, `it names none of ${known.join(', ')}`);
  return E.right([...new Set(names)]);
}

/**
 * Reads numbers of threads parted by commas.
 *
 * @returns the numbers in ascending order, each once; `BadOption` for what is not a whole number from 1 to 256, and for none
 */
export function readThreads(flag: string, text: string): E.Either<Problem<'BadOption'>, readonly number[]> {
  const wrong = 'it must be whole numbers from 1 to 256, parted by commas';
  const counts = parts(text).map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : NaN));
  if (counts.length === 0 || !counts.every((count) => count >= 1 && count <= 256)) return bad(flag, text, wrong);
  return E.right([...new Set(counts)].sort((a, b) => a - b));
}

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const bad = (flag: string, text: string, why: string): E.Either<Problem<'BadOption'>, never> =>
  E.left(problem('BadOption', { what: `${flag} is '${text}'`, why }));
