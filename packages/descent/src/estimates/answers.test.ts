import { ProblemError } from '@bcl/errors';
import { arrays, reverseKL, type Objective, type RatioObjective } from '@bcl/objectives';
import { task } from '@bcl/masks';
import { key } from '@bcl/random';
import { identity } from '@bcl/transforms';
import { randomMixture, randomState } from '../fixtures/mixtures';
import { distanceOfMeans } from '../fixtures/sample-objective';
import { gaussiansOf } from '../state/gaussians';
import { allocateGradient } from '../state/gradient';
import { mixtureOfState } from '../state/state';
import { named, perSample, wrongWeight } from './answers';
import { estimatorOf } from './estimator';

const ratio = reverseKL();
const likelihood: Objective = {
  ...ratio,
  form: 'likelihood',
  name: 'late',
  targets: 'continuous',
  atEquality: 'entropy',
  needs: ['dataSamples', 'modelDensity'],
  integrand: (algebra, logModel) => algebra.scale(logModel, -1),
  weight: (algebra, logModel) => algebra.exp(algebra.scale(logModel, 0)),
};

/** One look at a random model, on the first coordinate given the second or alone. */
function estimate(objective: Objective, source: number[] = []): unknown {
  const target = gaussiansOf(randomMixture(key('q'), 2, 2));
  const context = { components: 2, target, batch: undefined, samples: 6, sampling: 'equal', learnWeights: false } as const; // prettier-ignore
  const matching = { task: task(source, [0]), transform: identity(2), objective };
  const model = gaussiansOf(mixtureOfState(randomState(key('p'), 2, 2)));
  return estimatorOf(key(1), matching, context).estimate(key(2), model, allocateGradient(2, 2));
}

const throwing = (): never => {
  throw new Error('out of\norder');
};

describe('an objective that throws is named, with its function, in one line', () => {
  it.each<[string, Objective, number[]]>([
    ['integrand', { ...ratio, name: 'late', integrand: throwing }, []],
    ['weight', { ...ratio, name: 'late', weight: throwing }, []],
    ['generator', { ...ratio, name: 'late', generator: throwing }, [1]],
    ['weight', { ...ratio, name: 'late', between: 'two-matchings', weight: throwing }, []],
    ['integrand', { ...likelihood, integrand: throwing }, []],
    ['weight', { ...likelihood, weight: throwing }, []],
    ['compare', { ...distanceOfMeans, name: 'late', compare: throwing }, []],
  ])('%s', (part, objective, source) => {
    const message = `the objective late threw in ${part}: out of order; run checkObjective`;
    expect(() => estimate(objective, source)).toThrow(message);
    const sum = { ...ratio, form: 'sum', terms: [{ weight: 1, objective }] } as unknown as Objective;
    expect(() => estimate(sum, source)).toThrow(message);
  });

  it('with what it threw as the cause, and its own `this` where it is an instance of a class', () => {
    class Late {
      #kept = 'kept';
      readonly form = 'ratio';
      readonly name = 'late';
      weight(): never {
        throw this.#kept; // eslint-disable-line @typescript-eslint/only-throw-error
      }
    }
    let caught: unknown;
    try {
      named(new Late() as unknown as RatioObjective).weight(arrays, Float64Array.of(1));
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ProblemError);
    expect(caught).toMatchObject({ cause: 'kept', problem: { _tag: 'BadObjective' } });
    expect((caught as ProblemError).message).toContain('threw in weight: kept');
  });

  it('and one that does not is what it was', () => {
    const same = named(ratio);
    expect([same.name, same.spread, same.form]).toEqual(['reverseKL', 0, 'ratio']);
    expect(same.integrand(arrays, Float64Array.of(2))).toEqual(Float64Array.of(-2));
  });
});

describe('numbers that are none are the objective’s, not a collapse of the model', () => {
  const nan = () => Float64Array.from({ length: 6 }, (_, i) => (i === 4 ? NaN : 1)) as never;
  const two = () => Float64Array.of(1, 1) as never;
  it.each<[string, Objective, number[]]>([
    ['late weighs a sample NaN on a matching', { ...ratio, name: 'late', weight: nan }, []],
    ['late is NaN on a matching', { ...ratio, name: 'late', integrand: nan }, []],
    ['late is NaN in its generator', { ...ratio, name: 'late', generator: nan }, [1]],
    ['late answers 6 samples with 2 numbers in generator', { ...ratio, name: 'late', generator: two }, [1]],
    ['late answers 6 samples with 2 numbers in weight', { ...ratio, name: 'late', weight: two }, []],
    ['late weighs a sample NaN on a matching', { ...likelihood, weight: nan }, []],
    ['late is NaN on a matching', { ...likelihood, integrand: nan }, []],
    ['late answers 6 samples with 2 numbers in weight', { ...likelihood, weight: two }, []],
    ['late answers 6 samples with 2 numbers in integrand', { ...likelihood, integrand: two }, []],
    [
      'late has NaN in the gradient of its compare',
      {
        ...distanceOfMeans,
        name: 'late',
        compare: () => ({ value: 1, gradient: { rows: 6, columns: 1, data: nan() } }),
      },
      [],
    ],
  ])('the objective %s', (message, objective, source) => {
    let caught: unknown;
    try {
      estimate(objective, source);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ problem: { _tag: 'NumericalFailure' } });
    expect((caught as ProblemError).message).toContain(`the objective ${message}`);
  });

  it('one number stands for all', () => {
    expect(perSample('late', 'weight', Float64Array.of(2), 3)).toEqual(Float64Array.of(2, 2, 2));
    expect(perSample('late', 'weight', Float64Array.of(2), 1)).toEqual(Float64Array.of(2));
  });

  it.each([[-1e-9], [NaN], [Infinity]])('%d is no weight, 0 and 1 are', (wrong) => {
    expect(wrongWeight(Float64Array.of(0, 1, wrong))).toBe(wrong);
    expect(wrongWeight(Float64Array.of(0, 1))).toBeUndefined();
  });
});
