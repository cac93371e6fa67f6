import { key } from '@bcl/random';
import { covarianceTypes, largestDifference, randomMixture } from '../fixtures/random-cases';
import { covarianceOf, mixtureOf, orThrow, sample, type Mixture } from '../index';

/** Mean and covariance of the whole mixture. */
function moments(mixture: Mixture): { mean: number[]; covariance: number[] } {
  const { components, dimension: d, weights, means } = mixture;
  const axes = Array.from({ length: d }, (_, i) => i);
  const over = (f: (k: number) => number): number =>
    Array.from({ length: components }, (_, k) => weights[k] * f(k)).reduce((sum, value) => sum + value, 0);
  const mean = axes.map((i) => over((k) => means[k * d + i]));
  const covariance = axes.flatMap((i) =>
    axes.map(
      (j) => over((k) => covarianceOf(mixture, k)[i * d + j] + means[k * d + i] * means[k * d + j]) - mean[i] * mean[j],
    ),
  );
  return { mean, covariance };
}

describe.each(covarianceTypes)('draws from a %s mixture', (type) => {
  const mixture = randomMixture(key(type), type, 3, 2, 1);
  const count = 40_000;
  const { points, labels } = sample(mixture, key(5), count);

  it('have the mean and covariance of the mixture', () => {
    const { mean, covariance } = moments(mixture);
    const own = [0, 1].map(
      (i) => points.data.reduce((sum, value, at) => (at % 2 === i ? sum + value : sum), 0) / count,
    );
    // Standard errors are below 0.01; five of them.
    expect(largestDifference(own, mean)).toBeLessThan(0.05);
    const spread = [0, 1].flatMap((i) =>
      [0, 1].map((j) => {
        let sum = 0;
        for (let n = 0; n < count; n++) sum += (points.data[2 * n + i] - mean[i]) * (points.data[2 * n + j] - mean[j]);
        return sum / count;
      }),
    );
    expect(largestDifference(spread, covariance)).toBeLessThan(0.12);
  });

  it('come from each component as often as its weight says, and then have its moments', () => {
    for (let k = 0; k < 3; k++) {
      const own = Array.from(labels.keys()).filter((n) => labels[n] === k);
      expect(Math.abs(own.length / count - mixture.weights[k])).toBeLessThan(0.0125);
      const covariance = covarianceOf(mixture, k);
      for (const [i, j] of [
        [0, 0],
        [0, 1],
        [1, 1],
      ]) {
        const product = (n: number): number =>
          (points.data[2 * n + i] - mixture.means[2 * k + i]) * (points.data[2 * n + j] - mixture.means[2 * k + j]);
        const error = own.reduce((sum, n) => sum + product(n), 0) / own.length - covariance[i * 2 + j];
        const scale = Math.sqrt(covariance[i * 3] * covariance[j * 3] * (2 / own.length));
        expect(Math.abs(error)).toBeLessThan(5 * scale);
      }
    }
  });
});

describe('sample', () => {
  const mixture = randomMixture(key(1), 'full', 2, 3);

  it('gives the same bits for the same key, others for another', () => {
    expect(sample(mixture, key(2), 50)).toEqual(sample(mixture, key(2), 50));
    expect(sample(mixture, key(3), 50)).not.toEqual(sample(mixture, key(2), 50));
  });

  it('goes on where a shorter draw ended', () => {
    const long = sample(mixture, key(2), 20);
    const short = sample(mixture, key(2), 5);
    expect(long.points.data.slice(0, 15)).toEqual(short.points.data);
    expect(long.labels.slice(0, 5)).toEqual(short.labels);
  });

  it('draws nothing when asked for nothing', () => {
    expect(sample(mixture, key(2), 0).points).toEqual({ rows: 0, columns: 3, data: new Float64Array() });
  });

  it('never draws from a component of weight zero', () => {
    const lame = orThrow(mixtureOf({ means: [[0], [100]], covariances: [1, 1], weights: [1, 0] }));
    expect(sample(lame, key(4), 1000).labels.every((label) => label === 0)).toBe(true);
  });
});
