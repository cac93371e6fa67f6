import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import { arrays } from '../algebra/arrays';
import type { SimpleObjective } from '../contract/objective';
import type { Finding } from './finding';
import { findings } from './finding';
import { drawPoints } from './point-sets';

/** A call of one of the objective's functions: its name, its arguments, its numbers. */
type Call = readonly [name: string, inputs: readonly Float64Array[], call: () => readonly number[]];

/**
 * The same arguments give the same numbers, to the bit, whenever they are given, and the arguments are left as they were. A
 * resumed run depends on it.
 */
export function checkPure(objective: SimpleObjective, key: Key): readonly Finding[] {
  return findings('pure', (report) => {
    const calls = callsOf(objective, key);
    const before = calls.map(([, inputs]) => inputs.map((input) => input.slice()));
    const first = calls.map(([, , call]) => call());
    const second = calls.map(([, , call]) => call());
    calls.forEach(([name, inputs], i) => {
      if (!inputs.every((input, j) => sameBits(input, before[i][j]))) {
        report(`${name} writes to its arguments: expected them as they were; return a new batch or matrix`);
      } else if (!sameBits(first[i], second[i])) {
        report(
          `${name} gives different numbers for the same arguments: expected equal ones; draw from the key alone, and keep nothing between calls`,
        );
      }
    });
  });
}

const sameBits = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((value, i) => Object.is(value, b[i]));

function callsOf(objective: SimpleObjective, key: Key): readonly Call[] {
  const batch = Float64Array.of(-2, -0.5, 0.1, 1.5);
  const other = Float64Array.of(-1, -0.3, -0.2, -3);
  const mass = Float64Array.of(0.1, 0.2, 0.3, 0.4);
  const numbers = (result: Float64Array): readonly number[] => Array.from(result);
  switch (objective.form) {
    case 'ratio':
      return [
        ['integrand', [batch], () => numbers(objective.integrand(arrays, batch))],
        ['generator', [batch], () => numbers(objective.generator(arrays, batch))],
        ['weight', [batch, mass], () => numbers(objective.weight(arrays, batch, mass))],
        ['discriminator', [batch, other], () => numbers(objective.discriminator(arrays, batch, other))],
      ];
    case 'likelihood':
      return [
        ['integrand', [other, batch], () => numbers(objective.integrand(arrays, other, batch))],
        ['weight', [other, batch], () => numbers(objective.weight(arrays, other, batch))],
      ];
    case 'samples': {
      const model = drawPoints(fold(key, 'model'), 6, 2);
      const data = drawPoints(fold(key, 'data'), 9, 2);
      const compare = (): readonly number[] => {
        const { value, gradient } = objective.compare(model, data, key);
        return [value, ...gradient.data];
      };
      return [['compare', [model.data, data.data], compare]];
    }
  }
}
