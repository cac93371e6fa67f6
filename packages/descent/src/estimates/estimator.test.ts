import {
  alphaBridge,
  communication,
  crossEntropy,
  forwardKL,
  reverseKL,
  weightedSum,
  type Need,
  type Objective,
} from '@bcl/objectives';
import { task } from '@bcl/masks';
import { fold, key } from '@bcl/random';
import { identity, rotation2d } from '@bcl/transforms';
import { gradientInARow, randomMixture, randomState } from '../fixtures/mixtures';
import { distanceOfMeans } from '../fixtures/sample-objective';
import { gaussiansOf } from '../state/gaussians';
import { allocateGradient } from '../state/gradient';
import { mixtureOfState } from '../state/state';
import type { EstimatorContext } from './estimate';
import { estimatorOf } from './estimator';

const context: EstimatorContext = {
  components: 2,
  target: gaussiansOf(randomMixture(key('q'), 2, 2)),
  batch: undefined,
  samples: 50,
  sampling: 'multinomial',
  learnWeights: false,
};
const model = gaussiansOf(mixtureOfState(randomState(key('p'), 2, 2)));
const rotated = { task: task([], [0]), transform: rotation2d(0.4) };

function estimate(objective: Objective, at = rotated, stepKey = key(4)) {
  const gradient = allocateGradient(2, 2);
  const { value, effectiveSampleSize } = estimatorOf(key(3), { ...at, objective }, context).estimate(
    stepKey,
    model,
    gradient,
  );
  return { value, effectiveSampleSize, gradient: gradientInARow(gradient) };
}

describe('a sum of objectives', () => {
  it('is the weighted sum of its terms, each on its own matching', () => {
    const where = { task: task([1], [0]), transform: identity(2) };
    const sum = weightedSum([
      [2, 'reverseKL'],
      [0.5, forwardKL()],
      [3, alphaBridge({ alpha: 0.5 }), where],
    ]);
    const total = estimate(sum);
    const parts = [
      estimate(reverseKL(), rotated, fold(key(4), 0)),
      estimate(forwardKL(), rotated, fold(key(4), 1)),
      estimate(alphaBridge({ alpha: 0.5 }), where, fold(key(4), 2)),
    ];
    const weighted = (of: (part: (typeof parts)[0]) => number): number =>
      2 * of(parts[0]) + 0.5 * of(parts[1]) + 3 * of(parts[2]);
    expect(total.value).toBeCloseTo(
      weighted(({ value }) => value),
      12,
    );
    total.gradient.forEach((by, at) =>
      expect(by).toBeCloseTo(
        weighted(({ gradient }) => gradient[at]),
        12,
      ),
    );
    expect(total.effectiveSampleSize).toBe(parts[2].effectiveSampleSize);
  });

  it('of nothing is zero', () => {
    const { value, gradient } = estimate(weightedSum([]));
    expect(value).toBe(0);
    expect(gradient.every((by) => by === 0)).toBe(true);
  });
});

describe('weights of samples', () => {
  it('are all the same for reverse KL, and differ along the bridge', () => {
    expect(estimate(reverseKL()).effectiveSampleSize).toBeCloseTo(1, 12);
    const bridge = estimate(alphaBridge({ alpha: 1 })).effectiveSampleSize;
    expect(bridge).toBeGreaterThan(0);
    expect(bridge).toBeLessThan(0.99);
  });
});

describe('a communication', () => {
  it('draws the other split from the key of the matching', () => {
    const objective = communication({ of: 'reverseKL' });
    const where = { task: task([0], [1]), transform: identity(2) };
    const values = Array.from(
      { length: 12 },
      (_, i) => estimatorOf(key(i), { ...where, objective }, context).estimate(key(1), model).value,
    );
    expect(new Set(values.map((value) => value.toFixed(10))).size).toBeGreaterThan(1);
    const again = estimatorOf(key(5), { ...where, objective }, context).estimate(key(1), model).value;
    expect(again).toBe(values[5]);
  });
});

describe('what a mixture cannot serve is refused', () => {
  const plain = reverseKL();
  it.each<[string, Objective, RegExp]>([
    ['categories', crossEntropy(), /crossEntropy is for discrete targets.*use forwardKL/],
    ['an unknown need', { ...plain, needs: ['gradients' as Need] }, /reverseKL needs gradients; what can be had is/],
    ['a negative spread', { ...plain, spread: -1 }, /has spread -1/],
    ['a spread that is no number', { ...plain, spread: NaN }, /has spread NaN/],
    [
      'samples of two matchings',
      { ...distanceOfMeans, between: 'two-matchings' },
      /compares two matchings in the form/,
    ],
  ])('%s', (_, objective, message) => expect(() => estimate(objective)).toThrow(message));

  it('a transform of another dimension', () => {
    expect(() => estimate(plain, { task: task([], [0]), transform: identity(3) })).toThrow(/acts on 3 coordinates/);
  });

  it('an objective whose numbers are none', () => {
    const broken = {
      ...plain,
      integrand: <A>(algebra: { log: (a: A) => A; scale: (a: A, by: number) => A }, l: A) =>
        algebra.log(algebra.scale(l, 0)),
    };
    expect(() => estimate(broken as Objective)).toThrow(/reverseKL is -Infinity on a matching.*log ratio/);
    const negative = {
      ...plain,
      weight: <A>(algebra: { shift: (a: A, by: number) => A; scale: (a: A, by: number) => A }, l: A) =>
        algebra.shift(algebra.scale(l, 0), -1),
    };
    expect(() => estimate(negative as Objective)).toThrow(/reverseKL weighs a sample -1/);
  });
});
