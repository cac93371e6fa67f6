import { key, normal } from '@bcl/random';
import { differences } from '../fixtures/finite-differences';
import { gradientInARow, randomState, randomTransform } from '../fixtures/mixtures';
import { gaussiansOf } from '../state/gaussians';
import { allocateGradient, toLogDiagonal } from '../state/gradient';
import { mixtureOfState, type DescentState } from '../state/state';
import { allocateAdjoint, pullBack, throughCovariance } from './adjoint';
import { frameOf } from './frame';
import { allocateProjected, project } from './projected';

const K = 2;
const D = 3;
const frame = frameOf(randomTransform(key(1), D), [2, 0], 0.3);
const state = randomState(key(2), K, D);
const byMean = normal(key(3), K * 2);
const byMap = normal(key(4), K * 2 * D);

function projectedOf(at: DescentState) {
  const projected = allocateProjected(frame, K);
  project(projected, gaussiansOf(mixtureOfState(at)));
  return projected;
}

function gradientFrom(
  fill: (adjoint: ReturnType<typeof allocateAdjoint>, projected: ReturnType<typeof projectedOf>) => void,
) {
  const projected = projectedOf(state);
  const adjoint = allocateAdjoint(projected);
  fill(adjoint, projected);
  const gradient = allocateGradient(K, D);
  pullBack(frame, adjoint, gradient);
  toLogDiagonal(gradient, gaussiansOf(mixtureOfState(state)).factors, D);
  return gradientInARow(gradient);
}

describe('the way back to the parameters', () => {
  it('of means and maps', () => {
    const found = gradientFrom((adjoint) => {
      adjoint.means.set(byMean);
      adjoint.maps.set(byMap);
    });
    const expected = differences(state, (at) => {
      const { means, maps } = projectedOf(at);
      return means.reduce((sum, m, i) => sum + byMean[i] * m, 0) + maps.reduce((sum, b, i) => sum + byMap[i] * b, 0);
    });
    found.forEach((value, at) => expect(value).toBeCloseTo(expected[at], 8));
  });

  it('of covariances', () => {
    // Symmetric, as a derivative by a covariance is taken here.
    const byCovariance = Float64Array.of(1, 0.5, 0.5, -2, 0.3, -1, -1, 0.7);
    const found = gradientFrom((adjoint, projected) => {
      for (let k = 0; k < K; k++) throughCovariance(projected, k, byCovariance, 4 * k, adjoint);
    });
    const expected = differences(state, (at) => {
      const { factors } = projectedOf(at);
      let sum = 0;
      for (let k = 0; k < K; k++)
        for (let i = 0; i < 2; i++)
          for (let j = 0; j < 2; j++)
            for (let c = 0; c < 2; c++)
              sum += byCovariance[4 * k + 2 * i + j] * factors[4 * k + 2 * i + c] * factors[4 * k + 2 * j + c];
      return sum;
    });
    found.forEach((value, at) => expect(value).toBeCloseTo(expected[at], 8));
  });
});
