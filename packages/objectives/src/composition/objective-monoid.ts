import type { Monoid } from 'fp-ts/lib/Monoid.js';
import type { SumObjective } from '../contract/objective';
import { sumOf } from './sum';

/**
 * Sums of objectives under addition: `concat` has the terms of both, `empty` has none.
 *
 * @example
 * ```ts
 * import { concatAll } from 'fp-ts/lib/Monoid.js';
 * import { objectiveMonoid, weightedSum } from '@bcl/objectives';
 *
 * const sum = concatAll(objectiveMonoid)([weightedSum([[1, 'reverseKL']]), weightedSum([[0.5, 'forwardKL']])]);
 * sum.terms.map(({ weight }) => weight); // => [1, 0.5]
 * ```
 */
export const objectiveMonoid: Monoid<SumObjective> = {
  empty: sumOf([]),
  concat: (first, second) => sumOf([...first.terms, ...second.terms]),
};
