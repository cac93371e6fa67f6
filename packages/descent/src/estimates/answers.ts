import { problem, ProblemError } from '@bcl/errors';
import type { SimpleObjective } from '@bcl/objectives';
import { fail } from '../failure';

const functions = {
  ratio: ['integrand', 'weight', 'generator'],
  likelihood: ['integrand', 'weight'],
  samples: ['compare'],
} as const;

/** An objective whose functions, where they throw, say whose they are: a plugin's errors know nothing of the run. */
export function named<Form extends SimpleObjective>(objective: Form): Form {
  const guarded = functions[objective.form].map((part) => {
    const own: unknown = Reflect.get(objective, part);
    const value = (...given: unknown[]): unknown => {
      try {
        // Whatever it is, it is called: what is no function throws here, and is named too.
        return Reflect.apply(own as () => unknown, objective, given);
      } catch (error) {
        const failure = new ProblemError(
          problem('BadObjective', {
            what: `the objective ${objective.name} threw in ${part}`,
            why: error instanceof Error ? error.message : String(error),
            hint: 'run checkObjective of @bcl/objectives/testing on it',
          }),
        );
        failure.cause = error;
        throw failure;
      }
    };
    return [part, { value, enumerable: true }] as const;
  });
  // Not a copy: an objective may be an instance of a class.
  return Object.create(objective, Object.fromEntries(guarded)) as Form;
}

/**
 * A number a sample, of what a function of an objective has answered. A batch of one number stands for as many as are needed.
 *
 * @throws ProblemError `NumericalFailure` where there are fewer or more
 */
export function perSample(name: string, part: string, values: Float64Array, count: number): Float64Array {
  if (values.length === count) return values;
  if (values.length === 1) return new Float64Array(count).fill(values[0]);
  return fail('NumericalFailure', {
    what: `the objective ${name} answers ${count} samples with ${values.length} numbers in ${part}`,
    hint: 'answer with a number a sample, or one for all',
  });
}

/** The first of some weights that is none: weights are finite numbers of at least 0. */
export function wrongWeight(weights: Float64Array): number | undefined {
  return weights.find((weight) => !(weight >= 0 && weight < Infinity));
}
