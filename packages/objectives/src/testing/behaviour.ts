import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import { arrays } from '../algebra/arrays';
import type { Objective, SumObjective } from '../contract/objective';
import { drawPoints } from './point-sets';

/** What an objective says of itself and what it computes for fixed inputs, as text: equal for objectives that are the same. */
export function behaviour(objective: Objective, key: Key): string {
  const { name, version, form, parameters, needs, between, spread } = objective;
  return JSON.stringify({
    name,
    version,
    form,
    parameters,
    needs,
    between,
    spread,
    numbers: objective.form === 'sum' ? termsOf(objective, key) : numbersOf(objective, key),
  });
}

const batch = Float64Array.of(-2, -0.4, 0.3, 1.2);
const lower = Float64Array.of(-3, -1.4, -0.7, -0.1);

const termsOf = (sum: SumObjective, key: Key): unknown =>
  sum.terms.map((term) => [term.weight, behaviour(term.objective, key)]);

/** The spread of an objective and what it computes for fixed inputs; of a sum, each term's weight and numbers. */
export function numbersOf(objective: Objective, key: Key): readonly number[] {
  switch (objective.form) {
    case 'ratio':
      return [
        objective.spread,
        ...objective.integrand(arrays, batch),
        ...objective.weight(arrays, batch),
        ...objective.generator(arrays, batch),
        ...objective.discriminator(arrays, batch, lower),
      ];
    case 'likelihood':
      return [
        objective.spread,
        ...objective.integrand(arrays, lower, lower),
        ...objective.weight(arrays, lower, lower),
      ];
    case 'samples': {
      const { value, gradient } = objective.compare(drawPoints(key, 5, 2), drawPoints(fold(key, 'data'), 7, 2), key);
      return [objective.spread, value, ...gradient.data];
    }
    case 'sum':
      return objective.terms.flatMap((term) => [term.weight, ...numbersOf(term.objective, key)]);
  }
}
