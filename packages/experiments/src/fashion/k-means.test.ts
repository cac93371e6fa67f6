import { key, normal } from '@bcl/random';
import fc from 'fast-check';
import { kMeansOnRows } from './k-means';

const WIDTH = 3;
const cloud = (count: number, seed: number): Float64Array =>
  normal(key(seed), count * WIDTH).map(
    (value, i) => 0.3 * value + 10 * (Math.floor(i / WIDTH) % 4 === i % WIDTH ? 1 : 0),
  );

describe('kMeansOnRows', () => {
  it('ends where every row is with its nearest mean, and every mean is that of its rows', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 5 }), (seed, clusters) => {
        const data = cloud(60, seed);
        const { labels, means, inertia } = kMeansOnRows(key(seed), data, 60, clusters);
        let total = 0;
        labels.forEach((label, n) => {
          const squares = Array.from({ length: clusters }, (_, k) => {
            let sum = 0;
            for (let j = 0; j < WIDTH; j++) sum += (data[n * WIDTH + j] - means[k * WIDTH + j]) ** 2;
            return sum;
          });
          total += squares[label];
          expect(squares[label]).toBeLessThanOrEqual(Math.min(...squares) + 1e-9);
        });
        expect(inertia).toBeCloseTo(total, 6);
        for (let k = 0; k < clusters; k++) {
          const own = Array.from(labels.keys()).filter((n) => labels[n] === k);
          if (own.length === 0) continue;
          for (let j = 0; j < WIDTH; j++) {
            const mean = own.reduce((sum, n) => sum + data[n * WIDTH + j], 0) / own.length;
            expect(means[k * WIDTH + j]).toBeCloseTo(mean, 9);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('finds clusters that lie far apart, the same ones for the same key', () => {
    const data = cloud(80, 3);
    const found = kMeansOnRows(key(5), data, 80, 4);
    expect(new Set(Array.from(found.labels.subarray(0, 4))).size).toBe(4);
    found.labels.forEach((label, n) => expect(label).toBe(found.labels[n % 4]));
    expect(kMeansOnRows(key(5), data, 80, 4)).toEqual(found);
  });
});
