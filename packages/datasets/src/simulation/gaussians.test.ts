import { key } from '@bcl/random';
import { gaussianGrid25, gaussianPair } from './gaussians';

describe('gaussianGrid25', () => {
  it('has the means of the 5 x 5 grid and equal weights', () => {
    const { truth } = gaussianGrid25({ key: key(1), rows: 1 });
    const means = Array.from({ length: 25 }, (_, k) => [truth.means[2 * k], truth.means[2 * k + 1]]);
    for (const x of [-4, -2, 0, 2, 4]) for (const y of [-4, -2, 0, 2, 4]) expect(means).toContainEqual([x, y]);
    expect(means[7]).toEqual([-2, 0]);
    expect(truth.weights).toEqual(new Float64Array(25).fill(1 / 25));
    expect(truth.covariances.slice(0, 8)).toEqual(Float64Array.of(0.1, 0, 0, 0.1, 0.1, 0, 0, 0.1));
  });

  it('draws points near the mean that their label names', () => {
    const { features, labels, classNames } = gaussianGrid25({ key: key(3), rows: 5000, variance: 0.05 });
    let squares = 0;
    labels.forEach((label, row) => {
      const [x, y] = classNames[label].slice(1, -1).split(', ').map(Number);
      squares += (features.data[2 * row] - x) ** 2 + (features.data[2 * row + 1] - y) ** 2;
    });
    // The sum of 10,000 squares has mean 500 and standard deviation 0.05 sqrt(20000) = 7.07.
    expect(Math.abs(squares - 500)).toBeLessThan(5 * 7.07);
    expect(new Set(labels).size).toBe(25);
  });
});

describe('gaussianPair', () => {
  it('is the 2-GMM', () => {
    const { truth, name, classNames } = gaussianPair({ key: key(1), rows: 2, variance: 0.2 });
    expect(truth.means).toEqual(Float64Array.of(-1, 0, 1, 0));
    expect(truth.covariances).toEqual(Float64Array.of(0.2, 0, 0, 0.2, 0.2, 0, 0, 0.2));
    expect([name, ...classNames]).toEqual(['2-GMM', '(-1, 0)', '(1, 0)']);
  });
});

it.each([0, -1, NaN, Infinity])('a variance of %d is refused', (variance) => {
  expect(() => gaussianPair({ key: key(1), rows: 2, variance })).toThrow(/variance must be positive/);
});
