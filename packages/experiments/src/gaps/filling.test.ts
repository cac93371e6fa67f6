import { dataset } from '@bcl/datasets';
import { matrix } from '@bcl/linalg';
import { key, normal } from '@bcl/random';
import { measureFilling } from './filling';

/** y = 2 x + noise, z = -x + noise, and w that knows nothing of them; the first row is all missing. */
function correlated(rows: number) {
  const draws = normal(key(1), 4 * rows);
  const data = new Float64Array(4 * rows);
  for (let n = 0; n < rows; n++) {
    const [x, a, b, w] = draws.subarray(4 * n, 4 * n + 4);
    data.set([x, 2 * x + 0.1 * a, 100 - x + 0.1 * b, w], 4 * n);
  }
  data.fill(NaN, 0, 4);
  return dataset({ name: 'correlated', features: matrix(rows, 4, data), featureNames: ['x', 'y', 'z', 'w'] });
}

describe('measureFilling', () => {
  const set = correlated(150);

  it('finds less error than column means where columns tell of each other, and none to gain where they do not', async () => {
    const { featureNames, mixture, columnMeans, overall } = await measureFilling(set, { components: 1, seed: 0 });
    expect(featureNames).toEqual(['x', 'y', 'z', 'w']);
    for (const d of [0, 1, 2]) expect(mixture[d]).toBeLessThan(0.35 * columnMeans[d]);
    expect(mixture[3] / columnMeans[3]).toBeGreaterThan(0.8);
    expect(overall.mixture).toBeLessThan(0.75 * overall.columnMeans);
    expect(overall.columnMeans).toBeGreaterThan(0.8); // in standard deviations: 1 but for chance
    expect(overall.columnMeans).toBeLessThan(1.2);
  });

  it('hides the share asked for of the known cells, and no other', async () => {
    const { hidden } = await measureFilling(set, { components: 1, seed: 0, share: 0.2 });
    expect(hidden.reduce((sum, count) => sum + count, 0)).toBe(Math.round(0.2 * (4 * 150 - 4)));
  });

  it('gives the same for the same seed and leaves the table as it was', async () => {
    const before = Float64Array.from(set.features.data);
    const first = await measureFilling(set, { components: 2, seed: 5 });
    expect(await measureFilling(set, { components: 2, seed: 5 })).toEqual(first);
    expect((await measureFilling(set, { components: 2, seed: 6 })).hidden).not.toEqual(first.hidden);
    expect(set.features.data).toEqual(before);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    await expect(measureFilling(set, { components: 2, seed: 0, signal })).rejects.toThrow();
  });
});
