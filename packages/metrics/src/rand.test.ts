import fc from 'fast-check';
import golden from '../golden/scores.golden.json';
import { adjustedRandIndex } from './rand';

describe('adjustedRandIndex', () => {
  it.each(golden.cases)("equals scikit-learn's to 1e-12: $name", ({ classes, clusters, ari }) => {
    expect(Math.abs(adjustedRandIndex(classes, clusters) - ari)).toBeLessThan(1e-12);
  });

  it('is symmetric, invariant under relabelling, 1 for equal labellings, within [-0.5, 1]', () => {
    const label = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 60 }), (pairs) => {
        const a = pairs.map(([x]) => x);
        const b = pairs.map(([, y]) => y);
        const value = adjustedRandIndex(a, b);
        expect(adjustedRandIndex(b, a)).toBe(value);
        expect(
          adjustedRandIndex(
            a.map((x) => 40 - x),
            b,
          ),
        ).toBe(value);
        expect(adjustedRandIndex(a, a)).toBe(1);
        expect(value).toBeGreaterThanOrEqual(-0.5);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is near 0 for random labellings: the mean of 200 within four of its standard errors', () => {
    // A small multiplicative generator keeps the labellings fixed.
    let state = 1;
    const draw = (below: number) => (state = (state * 48271) % 2147483647) % below;
    const values = Array.from({ length: 200 }, () => {
      const a = Array.from({ length: 100 }, () => draw(5));
      const b = Array.from({ length: 100 }, () => draw(4));
      return adjustedRandIndex(a, b);
    });
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(values.length));
    expect(deviation).toBeLessThan(0.05);
  });

  it('stays exact where products of pair counts leave the doubles', () => {
    // Two classes of n items, one item moved: pair counts in closed form, the ratio to 30 digits in whole numbers.
    const n = 100_000;
    const classes = Uint8Array.from({ length: 2 * n }, (_, i) => (i < n ? 0 : 1));
    const clusters = classes.slice();
    clusters[0] = 1;
    const [N, m] = [BigInt(n), BigInt(2 * n)];
    const pairs = (k: bigint) => (k * (k - 1n)) / 2n;
    const together = pairs(N - 1n) + pairs(N);
    const a = 2n * pairs(N);
    const b = pairs(N - 1n) + pairs(N + 1n);
    const scaled = 10n ** 30n;
    const exact = (scaled * 2n * (together * pairs(m) - a * b)) / ((a + b) * pairs(m) - 2n * a * b);
    expect(adjustedRandIndex(classes, clusters)).toBeCloseTo(Number(exact) / 1e30, 15);
    expect(adjustedRandIndex(classes, clusters)).toBeCloseTo(1 - 2 / n, 9);
  });

  it('refuses empty and unequal labellings', () => {
    expect(() => adjustedRandIndex([], [])).toThrow('classes is empty');
    expect(() => adjustedRandIndex([0, 1], [0])).toThrow('both must label the same rows');
  });
});
