import { matrix } from '@bcl/linalg';
import { key } from '@bcl/random';
import { identity } from '@bcl/transforms';
import { randomMixture, randomTransform } from '../fixtures/mixtures';
import { transformed } from '../fixtures/reference';
import { frameOf } from '../projection/frame';
import { gaussiansOf } from '../state/gaussians';
import { checkBatch, dataSource } from './data-source';

/** The mean and the variance of one coordinate of a mixture. */
function momentsOf(mixture: ReturnType<typeof randomMixture>, d: number): [number, number] {
  let [mean, square] = [0, 0];
  const { components, dimension, weights, means, covariances } = mixture;
  for (let k = 0; k < components; k++) {
    const m = means[k * dimension + d];
    mean += weights[k] * m;
    square += weights[k] * (m * m + covariances[(k * dimension + d) * dimension + d]);
  }
  return [mean, square - mean * mean];
}

describe('a data source', () => {
  it('draws from the target as the frame sees it, with spread', () => {
    const q = randomMixture(key(1), 3, 2);
    const transform = randomTransform(key(2), 2);
    const samples = 20_000;
    const source = dataSource(frameOf(transform, [1], 0.8), { target: gaussiansOf(q), samples });
    const values = source.draw(key(3));
    const mean = values.reduce((sum, value) => sum + value, 0) / samples;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples;
    const [exactMean, exactVariance] = momentsOf(transformed(q, transform, 0.8), 1);
    expect(Math.abs(mean - exactMean)).toBeLessThan(5 * Math.sqrt(exactVariance / samples));
    expect(Math.abs(variance / exactVariance - 1)).toBeLessThan(0.05);
    expect(source.count).toBe(samples);
  });

  it('gives the rows it has, and draws noise alone', () => {
    const batch = matrix(2, 2, Float64Array.of(1, 2, 3, 4));
    const target = gaussiansOf(randomMixture(key(1), 3, 2));
    const exact = dataSource(frameOf(identity(2), [1], 0), { batch, target, samples: 50 });
    expect(Array.from(exact.draw(key(1)))).toEqual([2, 4]);
    const blurred = dataSource(frameOf(identity(2), [1], 1e-3), { batch, target, samples: 50 });
    const [a, b] = blurred.draw(key(1));
    expect(a).not.toBe(2);
    expect(Math.abs(a - 2) + Math.abs(b - 4)).toBeLessThan(0.02);
  });
});

describe('a batch', () => {
  it.each([
    [matrix(2, 3), 'the batch has 3 coordinates, the target 2'],
    [matrix(0, 2), 'the batch is empty'],
    [matrix(2, 2, Float64Array.of(1, 2, 3, NaN)), 'the batch holds NaN (row 1, column 1)'],
    [matrix(1, 2, Float64Array.of(-Infinity, 0)), 'the batch holds -Infinity (row 0, column 0)'],
  ])('is refused where it cannot be used: %#', (batch, message) => {
    expect(() => checkBatch(batch, 2)).toThrow(message);
  });

  it('is fine otherwise, and need not be there', () => {
    expect(() => checkBatch(matrix(1, 2), 2)).not.toThrow();
    expect(() => checkBatch(undefined, 2)).not.toThrow();
  });
});
