import { fold, key } from '@bcl/random';
import fc from 'fast-check';
import { chunks, drawRows, largestDifference, randomMixture, withGaps } from '../fixtures/random-cases';
import { observe, orThrow } from '../index';
import { chooseRows, kMeans } from './k-means';

const truth = randomMixture(key('k-means'), 'spherical', 4, 3, 6);
const rows = drawRows(truth, key(1), 200);
const data = orThrow(observe(rows));
const gappy = orThrow(observe(withGaps(rows, key(2), 0.3)));

/** Squared distance over known cells, scaled up to all. */
function distance(row: number[], centre: number[]): number {
  const squares = row.flatMap((value, d) => (Number.isNaN(value) ? [] : [(value - centre[d]) ** 2]));
  return squares.length === 0 ? 0 : (squares.reduce((sum, s) => sum + s, 0) * row.length) / squares.length;
}

describe('kMeans', () => {
  it('lowers the inertia with every iteration', () => {
    for (const table of [data, gappy]) {
      const inertias = [0, 1, 2, 3, 5, 10, 300].map(
        (maxIterations) => kMeans(key(3), table, 4, { maxIterations }).inertia,
      );
      inertias.slice(1).forEach((inertia, i) => expect(inertia).toBeLessThanOrEqual(inertias[i] * (1 + 1e-12)));
      // With gaps the distances are estimates and the mean is no exact minimiser; without, the descent is strict.
      expect(inertias[6]).toBeLessThan(inertias[0]);
    }
  });

  it('reports nearest centres and their inertia', () => {
    const own = withGaps(rows, key(2), 0.3);
    for (const [table, cells] of [
      [data, rows],
      [gappy, own],
    ] as const) {
      const { centres, labels, inertia } = kMeans(key(3), table, 4);
      const centre = chunks(centres, 3);
      const costs = cells.map((row) => centre.map((c) => distance(row, c)));
      costs.forEach((cost, n) => expect(cost[labels[n]]).toBe(Math.min(...cost)));
      expect(inertia).toBeCloseTo(
        costs.reduce((sum, cost) => sum + Math.min(...cost), 0),
        6,
      );
    }
  });

  it('ends with centres at the means of their clusters', () => {
    const { centres, labels } = kMeans(key(4), data, 4);
    for (let k = 0; k < 4; k++) {
      const own = rows.filter((_, n) => labels[n] === k);
      const mean = [0, 1, 2].map((d) => own.reduce((sum, row) => sum + row[d], 0) / own.length);
      expect(largestDifference(centres.subarray(3 * k, 3 * k + 3), mean)).toBeLessThan(1e-12);
    }
  });

  it('finds well separated clusters', () => {
    const { centres } = kMeans(key(5), data, 4);
    const found = chunks(centres, 3);
    chunks(truth.means, 3).forEach((mean) =>
      expect(Math.min(...found.map((c) => Math.hypot(...c.map((value, d) => value - mean[d]))))).toBeLessThan(1),
    );
  });

  it('counts a row of weight w as w rows', () => {
    const weights = rows.map((_, n) => 1 + (n % 3));
    const repeated = rows.flatMap((row, n) => Array.from({ length: weights[n] }, () => row));
    // Given the same centres, an iteration agrees; so does the cost.
    const weighted = kMeans(key(6), orThrow(observe(rows, weights)), 1);
    const plain = kMeans(key(6), orThrow(observe(repeated)), 1);
    expect(largestDifference(weighted.centres, plain.centres)).toBeLessThan(1e-12);
    expect(weighted.inertia / plain.inertia).toBeCloseTo(1, 12);
  });

  it('never seeds a row of weight zero', () => {
    const outlier = [[1e6, 1e6, 1e6], ...rows];
    const weights = outlier.map((_, n) => (n === 0 ? 0 : 1));
    for (let seed = 0; seed < 10; seed++) {
      const { centres } = kMeans(key(seed), orThrow(observe(outlier, weights)), 4, { maxIterations: 0 });
      expect(Math.max(...centres)).toBeLessThan(100);
    }
  });

  it('stands more centres than distinct rows, and rows that are all gaps', () => {
    const same = orThrow(
      observe([
        [1, 1],
        [1, 1],
        [NaN, NaN],
        [2, 2],
      ]),
    );
    const { centres, labels, inertia } = kMeans(key(7), same, 4);
    expect(centres.every(Number.isFinite)).toBe(true);
    expect(labels.every((label) => label >= 0 && label < 4)).toBe(true);
    expect(inertia).toBe(0);
  });
});

describe('k-means++ seeds', () => {
  it('are distinct rows of the data', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 8 }), (seed, components) => {
        const { centres } = kMeans(key(seed), data, components, { maxIterations: 0 });
        const seeds = chunks(centres, 3).map((centre) =>
          rows.findIndex((row) => row.every((value, d) => value === centre[d])),
        );
        expect(seeds).not.toContain(-1);
        expect(new Set(seeds).size).toBe(components);
      }),
      { numRuns: 25 },
    );
  });

  it('are distinct with gaps too, which column means fill', () => {
    for (let seed = 0; seed < 10; seed++) {
      const { centres } = kMeans(key(seed), gappy, 5, { maxIterations: 0 });
      expect(new Set(chunks(centres, 3).map(String)).size).toBe(5);
      expect(centres.every(Number.isFinite)).toBe(true);
    }
  });

  it('spread: one per far cluster nearly always', () => {
    const clusters = [0, 100, 200].flatMap((centre) => [0, 1, 2, 3].map((step) => [centre + step / 10]));
    const table = orThrow(observe(clusters));
    for (let seed = 0; seed < 20; seed++) {
      const { centres } = kMeans(key(seed), table, 3, { maxIterations: 0 });
      expect(Array.from(centres, (c) => Math.round(c / 100)).sort()).toEqual([0, 1, 2]);
    }
  });
});

describe('chooseRows', () => {
  it('draws distinct rows, and fills their gaps with the column means', () => {
    const table = orThrow(
      observe([
        [1, NaN],
        [2, 5],
        [3, 7],
      ]),
    );
    const drawn = chunks(chooseRows(key(8), table, 3), 2).sort((a, b) => a[0] - b[0]);
    expect(drawn).toEqual([
      [1, 6],
      [2, 5],
      [3, 7],
    ]);
  });

  it('follows its key', () => {
    const own = (seed: number): Float64Array => chooseRows(fold(key(9), seed), data, 5);
    expect(own(1)).toEqual(own(1));
    expect(own(1)).not.toEqual(own(2));
  });
});
