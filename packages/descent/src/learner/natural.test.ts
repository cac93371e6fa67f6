import { multiply } from '@bcl/linalg';
import { key, normal } from '@bcl/random';
import { randomState } from '../fixtures/mixtures';
import { allocateGradient, type Gradient } from '../state/gradient';
import type { DescentState } from '../state/state';
import { workingModel } from './working-model';

const D = 3;
const options = { optimizer: 'natural', learnWeights: false, smallest: 1e-9 } as const;

/** KL(N(m, S) ‖ N(0, I)) of one component: its gradient by m and by L, with S = L Lᵀ. */
function gradientOf(means: Float64Array, factor: Float64Array): Gradient {
  const gradient = allocateGradient(1, D);
  gradient.means.set(means);
  gradient.factors.set(factor);
  for (let d = 0; d < D; d++) gradient.factors[d * (D + 1)] -= 1 / factor[d * (D + 1)];
  return gradient;
}

function oneComponent(means: ArrayLike<number>, factors: ArrayLike<number>): DescentState {
  const state = randomState(key(1), 1, D);
  return { ...state, means: Float64Array.from(means), factors: Float64Array.from(factors) };
}

/** L as it is, from stored factors. */
const factorOf = (stored: Float64Array): Float64Array =>
  stored.map((value, at) => (at % (D + 1) === 0 ? Math.exp(value) : value));

describe('the natural gradient', () => {
  it('with rate 1 takes a mean to the target in one step where the covariances agree', () => {
    const model = workingModel(oneComponent([0.1, -0.2, 0.3], new Float64Array(D * D)), options);
    model.descend(gradientOf(Float64Array.of(0.1, -0.2, 0.3), model.gaussians.factors), 1);
    model.gaussians.means.forEach((value) => expect(value).toBeCloseTo(0, 14));
  });

  it('takes steps longer by what blurs both sides', () => {
    const of = (spread: number) => {
      const model = workingModel(oneComponent([1, -2, 3], new Float64Array(D * D)), options);
      model.descend(gradientOf(Float64Array.of(1, -2, 3), model.gaussians.factors), 0.01, spread);
      return model.gaussians.means;
    };
    of(2).forEach((value, i) => expect(value - [1, -2, 3][i]).toBeCloseTo(5 * (of(0)[i] - [1, -2, 3][i]), 14));
  });

  it('shrinks a variance towards the target at the same speed in its logarithm, whatever its size', () => {
    // KL by log l is l² - 1 with information 2, so one step of rate r moves log l by -r (l² - 1) / 2.
    for (const l of [0.5, 1, 1.3]) {
      const logs = [Math.log(l), 0, 0, 0, 0, 0, 0, 0, 0];
      const model = workingModel(oneComponent([0, 0, 0], logs), options);
      model.descend(gradientOf(new Float64Array(D), model.gaussians.factors), 0.1);
      expect(model.state().factors[0]).toBeCloseTo(Math.log(l) - 0.05 * (l * l - 1), 14);
    }
  });

  it('is the same step in other units and along other axes: a lower triangular change of coordinates goes through it', () => {
    const change = Float64Array.of(2, 0, 0, -1, 0.5, 0, 0.3, 4, 3);
    const [means, noise] = [normal(key(2), D), normal(key(3), D * D)];
    const stored = noise.map((value, at) => (at % D <= Math.floor(at / D) ? 0.4 * value : 0));
    const factor = factorOf(stored);
    const plain = workingModel(oneComponent(means, stored), options);
    const gradient = gradientOf(means, factor);
    plain.descend(gradient, 0.2);

    const changed = multiply(change, factor, D, D, D);
    const logs = changed.map((value, at) => (at % (D + 1) === 0 ? Math.log(value) : value));
    const other = workingModel(oneComponent(multiply(change, means, D, D, 1), logs), options);
    // By the chain rule a gradient by M x is M⁻ᵀ times that by x.
    const carried = allocateGradient(1, D);
    const before = gradientOf(means, factor);
    carried.means.set(solveTransposed(change, before.means, 1));
    carried.factors.set(solveTransposed(change, before.factors, D));
    other.descend(carried, 0.2);
    const expectedMeans = multiply(change, plain.gaussians.means, D, D, 1);
    const expectedFactor = multiply(change, plain.gaussians.factors, D, D, D);
    other.gaussians.means.forEach((value, i) => expect(value).toBeCloseTo(expectedMeans[i], 12));
    other.gaussians.factors.forEach((value, i) => expect(value).toBeCloseTo(expectedFactor[i], 12));
  });

  it('shortens a step that would change a factor beyond recognition, and keeps its direction', () => {
    const model = workingModel(oneComponent([0, 0, 0], new Float64Array(D * D)), options);
    const gradient = allocateGradient(1, D);
    gradient.factors.set([4000, 0, 0, 2000, 0, 0, 0, 0, 1000]);
    model.descend(gradient, 1);
    const { factors } = model.state();
    expect(factors[3]).toBeCloseTo(-1, 14);
    expect(factors[0]).toBeCloseTo(-1, 14);
    expect(factors[8]).toBeCloseTo(-0.25, 14);
  });

  it('moves a mean by one standard deviation at most, noise included', () => {
    for (const spread of [0, 2]) {
      const model = workingModel(oneComponent([30, 0, 40], new Float64Array(D * D)), options);
      model.descend(gradientOf(Float64Array.of(30, 0, 40), model.gaussians.factors), 1, spread);
      const deviation = Math.hypot(1, spread);
      [30 - 0.6 * deviation, 0, 40 - 0.8 * deviation].forEach((value, i) =>
        expect(model.gaussians.means[i]).toBeCloseTo(value, 12),
      );
    }
  });

  it('keeps of a factor what noise would hide, and what it would not hide leaves alone', () => {
    const gradient = (): Gradient => {
      const down = allocateGradient(1, D);
      down.factors.set([1, 0, 0, 0, 1, 0, 0, 0, 1]);
      return down;
    };
    const after = (spread: number): Float64Array => {
      const model = workingModel(oneComponent([0, 0, 0], [-2.9, 0, 0, 0, 0, 0, 0, 0, 0]), options);
      model.descend(gradient(), 0.5, spread);
      return model.state().factors;
    };
    expect(after(0)[0]).toBeCloseTo(-2.9 - 0.25 * Math.exp(-2.9), 14);
    expect(after(2)[0]).toBeCloseTo(Math.log(0.1), 14);
    expect(after(2)[4]).toBeCloseTo(after(0)[4], 14);
  });

  it('moves logits by what a component of small weight needs to be heard', () => {
    const state = { ...randomState(key(4), 2, 1), weights: Float64Array.of(0.9, 0.1) };
    const model = workingModel(state, { ...options, learnWeights: true });
    const gradient = allocateGradient(2, 1);
    gradient.logits.set([0.09, -0.09]);
    model.descend(gradient, 1);
    const { weights } = model.state();
    expect(Math.log(weights[0] / weights[1])).toBeCloseTo(Math.log(9) - 0.1 - 0.9, 12);
  });
});

/** M⁻ᵀ B for a lower triangular M of size D and a B of `columns` columns. */
function solveTransposed(m: Float64Array, b: Float64Array, columns: number): Float64Array {
  const x = b.slice();
  for (let i = D - 1; i >= 0; i--)
    for (let c = 0; c < columns; c++) {
      for (let j = i + 1; j < D; j++) x[i * columns + c] -= m[j * D + i] * x[j * columns + c];
      x[i * columns + c] /= m[i * D + i];
    }
  return x;
}
