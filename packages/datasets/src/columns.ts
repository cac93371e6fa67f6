import * as E from 'fp-ts/lib/Either.js';
import { shown } from './cell';
import { failure } from './failure';
import type { DatasetProblem } from './failure';

/** A column by name, or by index from 0; a negative index counts from the end, so -1 is the last column. */
export type ColumnReference = string | number;

/** The index of a column among `names`. */
export function findColumn(
  reference: ColumnReference,
  names: readonly string[],
  where: string,
): E.Either<DatasetProblem, number> {
  if (typeof reference === 'string') {
    const index = names.indexOf(reference);
    if (index >= 0) return E.right(index);
    return failure('NoSuchColumn', {
      what: `No column is called ${shown(reference)}`,
      where,
      why: `the columns are ${names.slice(0, 12).map(shown).join(', ')}${names.length > 12 ? ', …' : ''}`,
      hint: 'check the spelling, or give the index of the column',
    });
  }
  const index = reference < 0 ? names.length + reference : reference;
  if (Number.isInteger(index) && index >= 0 && index < names.length) return E.right(index);
  return failure('NoSuchColumn', {
    what: `There is no column ${reference}`,
    where,
    why: `there are ${names.length} columns`,
    hint: `give an index from 0 to ${names.length - 1}, or from -${names.length} to -1 counted from the end`,
  });
}
