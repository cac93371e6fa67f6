import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';

/**
 * Reads `--rows`: numbers and ranges from 0, in the order in which they are written.
 *
 * @param count number of pictures there are
 * @returns the problem `BadOption` for anything else, or a picture that is not there
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { parseRows } from '@bcl/gan-experiments';
 *
 * orThrow(parseRows('3,7,20-25', 100)); // => [3, 7, 20, 21, 22, 23, 24, 25]
 * ```
 */
export function parseRows(text: string, count: number): E.Either<Problem<'BadOption'>, readonly number[]> {
  const bad = (why: string) =>
    E.left(problem('BadOption', { what: `--rows is '${text}'`, why, hint: 'write 3,7,20-25, say' }));
  const rows: number[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part);
    if (match === null) return bad(`'${part.trim()}' is no number and no range`);
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (last < first) return bad(`the range ${part.trim()} runs backwards`);
    if (last >= count) return bad(`there are ${count} pictures, numbered from 0 to ${count - 1}`);
    for (let row = first; row <= last; row++) rows.push(row);
  }
  return E.right(rows);
}
