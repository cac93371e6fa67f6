import { key } from '@bcl/random';
import { sampleMixture } from './mixture';
import type { MixtureTruth } from './mixture';

const truth: MixtureTruth = {
  weights: Float64Array.of(0.3, 0.7),
  means: Float64Array.of(5, -1, -20, 3),
  covariances: Float64Array.of(2, 1.2, 1.2, 1, 0.5, -0.4, -0.4, 3),
};

describe('sampleMixture', () => {
  const rows = 40_000;
  const { features, labels } = sampleMixture(key(11), rows, truth);

  it('draws components by their weights', () => {
    const share = labels.reduce((sum, label) => sum + label, 0) / rows;
    // Standard deviation sqrt(0.21 / 40000) = 0.0023.
    expect(Math.abs(share - 0.7)).toBeLessThan(5 * 0.0023);
  });

  it.each([0, 1])('gives component %d its mean and covariance', (component) => {
    const points = [...labels.keys()].filter((row) => labels[row] === component);
    const at = (row: number, column: number): number => features.data[2 * row + column];
    const mean = [0, 1].map((j) => points.reduce((sum, row) => sum + at(row, j), 0) / points.length);
    for (let i = 0; i < 2; i++) {
      const variance = (j: number): number => truth.covariances[4 * component + 3 * j];
      expect(Math.abs(mean[i] - truth.means[2 * component + i])).toBeLessThan(
        5 * Math.sqrt(variance(i) / points.length),
      );
      for (let j = 0; j < 2; j++) {
        const covariance =
          points.reduce((sum, row) => sum + (at(row, i) - mean[i]) * (at(row, j) - mean[j]), 0) / points.length;
        const expected = truth.covariances[4 * component + 2 * i + j];
        const deviation = Math.sqrt((variance(i) * variance(j) + expected ** 2) / points.length);
        expect(Math.abs(covariance - expected)).toBeLessThan(5 * deviation);
      }
    }
  });

  it('begins a longer sample with the shorter one, and gives the same for the same key', () => {
    const short = sampleMixture(key(11), 50, truth);
    expect(short.features.data).toEqual(features.data.slice(0, 100));
    expect(short.labels).toEqual(labels.slice(0, 50));
    expect(sampleMixture(key(12), 50, truth).features.data).not.toEqual(short.features.data);
  });

  it('names what it made', () => {
    const set = sampleMixture(key(1), 3, truth, { name: 'mine' });
    expect(set).toMatchObject({ name: 'mine', featureNames: ['x1', 'x2'], classNames: ['component 0', 'component 1'] });
    expect(set.provenance.source).toBe('simulated: 3 rows of a mixture of 2 Gaussians');
    expect(set.truth).toBe(truth);
  });

  it.each([
    ['weights that do not sum to 1', { ...truth, weights: Float64Array.of(0.5, 0.6) }, /sum to 1\.1/],
    ['a weight of 0', { ...truth, weights: Float64Array.of(0, 1) }, /positive/],
    ['shapes that disagree', { ...truth, means: Float64Array.of(1, 2, 3) }, /K x D/],
    [
      'no components',
      { weights: new Float64Array(0), means: new Float64Array(0), covariances: new Float64Array(0) },
      /K/,
    ],
    [
      'an indefinite covariance',
      { ...truth, covariances: Float64Array.of(1, 0, 0, 1, 1, 2, 2, 1) },
      /component 1 is not positive definite/,
    ],
  ])('refuses %s', (_, wrong, message) => {
    expect(() => sampleMixture(key(1), 3, wrong)).toThrow(message);
    expect(() => sampleMixture(key(1), 3, wrong)).toThrow(RangeError);
  });

  it.each([0, -1, 1.5])('refuses %d rows', (count) => {
    expect(() => sampleMixture(key(1), count, truth)).toThrow(RangeError);
  });
});
