import { key } from '@bcl/random';
import { differences } from '../fixtures/finite-differences';
import { gradientInARow, randomMixture, randomState, randomTransform } from '../fixtures/mixtures';
import { frameOf } from '../projection/frame';
import { gaussiansOf } from '../state/gaussians';
import { allocateGradient, toLogDiagonal } from '../state/gradient';
import { mixtureOfState, type DescentState } from '../state/state';
import { conditionalPath } from './conditional-path';
import { marginalPath } from './marginal-path';
import type { Path } from './path';

const COMPONENTS = 3;
const gaussians = (state: DescentState) => gaussiansOf(mixtureOfState(state));

/** A smooth function of a sample, and its derivative by the i-th coordinate. */
const f = (y: Float64Array): number =>
  y.reduce((sum, value, i) => sum + Math.sin(value * (1 + 0.3 * i)), 0.2 * y[0] * y[0]);
const slope = (y: Float64Array, i: number): number =>
  (1 + 0.3 * i) * Math.cos(y[i] * (1 + 0.3 * i)) + (i === 0 ? 0.4 * y[0] : 0);

/** Σ mass f(y) over the samples of one key: a function of the parameters, through everything a sample depends on. */
function total(path: Path, size: number, state: DescentState): number {
  const { count, points, mass } = path.draw(key(5), gaussians(state));
  let sum = 0;
  for (let n = 0; n < count; n++) sum += mass[n] * f(points.slice(n * size, (n + 1) * size));
  return sum;
}

function analytic(path: Path, size: number, given: number, state: DescentState): number[] {
  const model = gaussians(state);
  const { count, points, mass } = path.draw(key(5), model);
  const byPoint = new Float64Array(path.capacity * size);
  const value = new Float64Array(path.capacity);
  for (let n = 0; n < count; n++) {
    const y = points.slice(n * size, (n + 1) * size);
    // A constant makes no difference: the probabilities of the components sum to 1.
    value[n] = f(y) + 17;
    for (let i = 0; i < size; i++) byPoint[n * size + i] = i < given ? NaN : mass[n] * slope(y, i);
  }
  const gradient = allocateGradient(state.components, state.dimension);
  path.backward(byPoint, value, gradient);
  toLogDiagonal(gradient, model.factors, state.dimension);
  return gradientInARow(gradient);
}

const closeTo = (found: number[], expected: number[]): void =>
  found.forEach((value, at) =>
    expect(Math.abs(value - expected[at])).toBeLessThan(1e-7 * (1 + Math.abs(expected[at]))),
  );

describe('a path without a source', () => {
  it.each([
    [1, [0], 0],
    [2, [0], 0],
    [2, [1, 0], 0.4],
    [3, [2, 0], 0],
    [3, [0, 1, 2], 0.2],
  ])(
    'over %i coordinates, matched in %j with spread %d, has the derivative of its samples',
    (dimension, target, spread) => {
      const frame = frameOf(randomTransform(key(2), dimension), target, spread);
      const path = marginalPath(frame, COMPONENTS, { samples: 30, sampling: 'equal', learnWeights: true });
      const state = randomState(key(1), COMPONENTS, dimension);
      closeTo(
        analytic(path, target.length, 0, state),
        differences(state, (at) => total(path, target.length, at)),
      );
    },
  );
});

describe('a path with a source', () => {
  it.each([
    [2, [0], [1], 0],
    [2, [1], [0], 0.5],
    [3, [2], [0], 0],
    [3, [0, 2], [1], 0.3],
    [3, [1], [2, 0], 0],
    [4, [3, 1], [0, 2], 0.1],
  ])(
    'over %i coordinates, of %j given, of %j, spread %d, has the derivative of its samples',
    (dimension, source, target, spread) => {
      const frame = frameOf(randomTransform(key(2), dimension), [...source, ...target], spread);
      const path = conditionalPath(frame, source.length, COMPONENTS, {
        samples: 30,
        sampling: 'multinomial',
        learnWeights: true,
        target: gaussiansOf(randomMixture(key(9), 2, dimension)),
      });
      const state = randomState(key(1), COMPONENTS, dimension);
      const size = frame.size;
      closeTo(
        analytic(path, size, source.length, state),
        differences(state, (at) => total(path, size, at)),
      );
    },
  );
});
