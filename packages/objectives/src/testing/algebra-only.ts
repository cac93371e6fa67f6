import { arrays } from '../algebra/arrays';
import type { Algebra } from '../algebra/algebra';
import type { SimpleObjective } from '../contract/objective';
import type { Dual } from './dual';
import { constant, duals } from './dual';
import type { Finding } from './finding';
import { agree, findings, shown } from './finding';

type Written = readonly [name: string, text: <A>(algebra: Algebra<A>, make: (values: Float64Array) => A) => A];

/**
 * What is computed from plain numbers is computed from any other algebra's values too: the objective is written in the
 * algebra's operations alone, so that it works on tensors. The other algebra is that of dual numbers, whose values are no
 * arrays.
 */
export function checkAlgebraOnly(objective: SimpleObjective): readonly Finding[] {
  return functionsOf(objective).flatMap(([name, text]) =>
    findings('algebra', (report) => {
      const hint = 'write it with the operations of the algebra alone: no indexing, no Math functions, no length';
      const plain = text(arrays, (values) => values);
      let other: Dual;
      try {
        other = text(duals, constant);
      } catch (error) {
        return report(
          `${name}: expected it to work on any algebra, but on one whose values are no arrays it threw ${String(error)}; ${hint}`,
        );
      }
      const values = (other as Partial<Dual> | undefined)?.values;
      if (values === undefined || values.length !== plain.length) {
        return report(
          `${name}: expected a value of the algebra it was given, got ${values === undefined ? 'something else' : `a batch of ${values.length} where ${plain.length} numbers were due`}; ${hint}`,
        );
      }
      const at = plain.findIndex((value, i) => !agree(value, values[i], 1e-9, 1e-9));
      if (at >= 0) {
        report(
          `${name}: expected the same numbers in every algebra, got ${shown(plain[at])} from arrays and ${shown(values[at])} from another; ${hint}`,
        );
      }
    }),
  );
}

const batch = Float64Array.of(-2, -0.5, 0, 0.3, 1.5);
const lower = Float64Array.of(-1, -0.2, -4, -2, -0.7);
const mass = Float64Array.of(0.1, 0.3, 0.2, 0.15, 0.25);

function functionsOf(objective: SimpleObjective): readonly Written[] {
  switch (objective.form) {
    case 'ratio':
      return [
        ['integrand', (algebra, make) => objective.integrand(algebra, make(batch))],
        ['generator', (algebra, make) => objective.generator(algebra, make(batch))],
        ['weight', (algebra, make) => objective.weight(algebra, make(batch))],
        ['weight with mass', (algebra, make) => objective.weight(algebra, make(batch), make(mass))],
        ['discriminator', (algebra, make) => objective.discriminator(algebra, make(batch), make(lower.subarray(1)))],
      ];
    case 'likelihood': {
      const known = objective.needs.includes('dataDensity');
      return [
        ['integrand', (algebra, make) => objective.integrand(algebra, make(lower), known ? make(lower) : undefined)],
        ['weight', (algebra, make) => objective.weight(algebra, make(lower), known ? make(lower) : undefined)],
      ];
    }
    case 'samples':
      return [];
  }
}
