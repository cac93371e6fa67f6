/** The steps of an independent numpy program, given its start, rotations, labels and noise (reverse-kl.py). */
import { mixtureOf, orThrow } from '@bcl/em';
import { task } from '@bcl/masks';
import { key } from '@bcl/random';
import { affine } from '@bcl/transforms';
import { mixtureDescent, stateOf } from '../index';
import golden from './reverse-kl.golden.json';

/** What the generator gives instead of numbers of its own: labels and noise, in the order they are asked for. */
const mockDraws: { labels: number[][]; noise: number[][] } = { labels: [], noise: [] };

jest.mock('@bcl/random', () => ({
  ...jest.requireActual<object>('@bcl/random'),
  categorical: () => Int32Array.from(mockDraws.labels.shift() ?? []),
  normal: () => Float64Array.from(mockDraws.noise.shift() ?? []),
}));

const pairs = (values: number[]): number[][] =>
  Array.from({ length: values.length / 2 }, (_, i) => values.slice(2 * i, 2 * i + 2));

const covariances = Array.from({ length: golden.start.factors.length / 4 }, (_, k) => {
  const [a, , b, c] = golden.start.factors.slice(4 * k, 4 * k + 4);
  return [
    [a * a, a * b],
    [a * b, b * b + c * c],
  ];
});

describe('a descent of reverse KL', () => {
  it('takes the steps that the reference takes', () => {
    const target = orThrow(
      mixtureOf({
        means: golden.centres,
        covariances: golden.centres.map(() => golden.variance),
        covarianceType: 'spherical',
      }),
    );
    const start = orThrow(mixtureOf({ weights: golden.weights, means: pairs(golden.start.means), covariances }));
    const { inner: innerSteps, samples, rate } = golden;
    const learner = mixtureDescent({ target, steps: golden.steps.length, innerSteps, samples, rate });
    let state = stateOf(start);
    for (const step of golden.steps) {
      Object.assign(mockDraws, structuredClone({ labels: step.labels, noise: step.noise }));
      const matching = {
        task: task([], step.joint ? [0, 1] : [0]),
        transform: affine(step.rotation, [0, 0]),
        objective: 'reverseKL',
      };
      [state] = learner.step(key(0), state, undefined, matching);
      expect(mockDraws).toEqual({ labels: [], noise: [] });
      state.means.forEach((value, at) => expect(value).toBeCloseTo(step.means[at], 10));
      state.factors.forEach((value, at) => expect(value).toBeCloseTo(step.factors[at], 10));
    }
  });
});
