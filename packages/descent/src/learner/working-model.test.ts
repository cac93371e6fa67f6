import { ProblemError } from '@bcl/errors';
import { key, normal } from '@bcl/random';
import { randomState } from '../fixtures/mixtures';
import { allocateGradient } from '../state/gradient';
import { workingModel } from './working-model';

const K = 2;
const D = 2;
const state = { ...randomState(key(1), K, D), step: 41 };
const options = { optimizer: 'sgd', learnWeights: true, smallest: 1e-6 } as const;

function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error instanceof ProblemError ? error.problem : error;
  }
  return undefined;
}

describe('a working model', () => {
  it('moves against the gradient, diagonals as logarithms', () => {
    const model = workingModel(state, options);
    const gradient = allocateGradient(K, D);
    gradient.means[1] = 2;
    gradient.factors[0] = 3;
    gradient.factors[2] = 4;
    const l00 = Math.exp(state.factors[0]);
    model.descend(gradient, 0.1);
    const after = model.state();
    expect(after.means[1]).toBeCloseTo(state.means[1] - 0.2, 14);
    expect(after.factors[0]).toBeCloseTo(state.factors[0] - 0.3 * l00, 14);
    expect(after.factors[2]).toBeCloseTo(state.factors[2] - 0.4, 14);
    expect(after.step).toBe(42);
    expect(model.gaussians.factors[0]).toBeCloseTo(Math.exp(after.factors[0]), 14);
  });

  it('leaves the state it came from alone', () => {
    const before = structuredClone(state);
    const model = workingModel(state, { ...options, optimizer: 'adam' });
    const gradient = allocateGradient(K, D);
    gradient.means.set(normal(key(2), K * D));
    gradient.logits.set([1, -1]);
    model.descend(gradient, 0.1);
    expect(state).toEqual(before);
  });

  it('moves weights as a softmax of logits', () => {
    const model = workingModel(state, options);
    const gradient = allocateGradient(K, D);
    gradient.logits.set([5, -5]);
    model.descend(gradient, 0.1);
    const { weights } = model.state();
    expect(Math.log(weights[0] / weights[1])).toBeCloseTo(Math.log(state.weights[0] / state.weights[1]) - 1, 12);
    expect(weights[0] + weights[1]).toBeCloseTo(1, 14);
  });

  it.each([
    [
      'a collapsed covariance',
      (g: ReturnType<typeof allocateGradient>) => (g.factors[7] = 1e3),
      1,
      /standard deviation .* along coordinate 1 given the ones before it \(step 41\): its gradient steps were too long/,
    ],
    [
      'a collapse along the first coordinate, which has none before it',
      (g: ReturnType<typeof allocateGradient>) => (g.factors[0] = 1e3),
      0,
      /along coordinate 0 \(step 41\)/,
    ],
    [
      'an exploding covariance',
      (g: ReturnType<typeof allocateGradient>) => (g.factors[0] = -1e9),
      0,
      /not finite \(step 41\): its gradient was not finite, or a step along it left/,
    ],
    [
      'a mean that is not a number',
      (g: ReturnType<typeof allocateGradient>) => (g.means[3] = NaN),
      1,
      /: its gradient was not finite/,
    ],
    ['a weight of zero', (g: ReturnType<typeof allocateGradient>) => (g.logits[0] = 1e5), 0, /weight 0 .*too long/],
    [
      'a weight that is not a number',
      (g: ReturnType<typeof allocateGradient>) => (g.logits[0] = NaN),
      0,
      /weight NaN .*: its gradient was not/,
    ],
  ])('stops at %s', (_, spoil, component, message) => {
    const model = workingModel(state, options);
    const gradient = allocateGradient(K, D);
    spoil(gradient);
    const found = caught(() => model.descend(gradient, 0.1));
    expect(found).toMatchObject({ _tag: 'CovarianceCollapse', component, step: 41 });
    expect((found as { message: string }).message).toMatch(message);
    expect((found as { message: string }).message).toMatch(/lower the rate/);
  });
});
