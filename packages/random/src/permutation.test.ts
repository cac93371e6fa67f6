import fc from 'fast-check';
import { fold, key } from './key';
import { choose, permutation } from './permutation';
import { excessChiSquare } from './sample-statistics';
import golden from './streams.golden.json';

/** How often each outcome comes up under the keys fold(root, 0), fold(root, 1), …; in the order of first occurrence. */
function outcomes(root: string, draws: number, draw: (k: ReturnType<typeof key>) => Int32Array): number[] {
  const counts = new Map<string, number>();
  for (let i = 0; i < draws; i++) {
    const outcome = draw(fold(key(root), i)).join();
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts.values()];
}

describe('permutation', () => {
  it('agrees with another implementation', () => {
    for (const [n, expected] of golden.permutation) {
      expect(Array.from(permutation(golden.key, n as number))).toEqual(expected);
    }
  });

  it('has each number once', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 60 }), (seed, n) => {
        expect(Array.from(permutation(key(seed), n).sort())).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('has all orders, equally likely', () => {
    const counts = outcomes('orders', 6000, (k) => permutation(k, 4));
    expect(counts).toHaveLength(24);
    expect(excessChiSquare(counts, new Array<number>(24).fill(1 / 24))).toBeLessThan(5);
  });

  it.each([-1, 0.5, NaN, 2 ** 31 + 1])('refuses %p items', (n) => {
    expect(() => permutation(key(1), n)).toThrow(RangeError);
  });
});

describe('choose', () => {
  it('agrees with another implementation', () => {
    for (const [n, count, expected] of golden.choose) {
      expect(Array.from(choose(golden.key, n as number, count as number))).toEqual(expected);
    }
  });

  it('gives different numbers in ascending order, and more of them when asked for more', () => {
    const sizes = fc.nat({ max: 40 }).chain((n) => fc.tuple(fc.constant(n), fc.nat({ max: n })));
    fc.assert(
      fc.property(fc.nat(), sizes, (seed, [n, count]) => {
        const chosen = Array.from(choose(key(seed), n, count));
        expect(chosen).toHaveLength(count);
        chosen.forEach((value, i) => expect(value).toBeGreaterThan(i === 0 ? -1 : chosen[i - 1]));
        expect(chosen.every((value) => value < n)).toBe(true);
        const more = new Set(choose(key(seed), n, Math.min(n, count + 1)));
        expect(chosen.every((value) => more.has(value))).toBe(true);
      }),
    );
  });

  it('has all sets, equally likely', () => {
    const counts = outcomes('sets', 6000, (k) => choose(k, 6, 3));
    expect(counts).toHaveLength(20);
    expect(excessChiSquare(counts, new Array<number>(20).fill(1 / 20))).toBeLessThan(5);
  });

  it('is an array of its own, not a view of a larger one', () => {
    expect(choose(key(1), 1000, 3).buffer.byteLength).toBe(12);
  });

  it('refuses to choose more than there are', () => {
    expect(() => choose(key(1), 3, 4)).toThrow(/Cannot choose 4 different numbers out of 3/);
    expect(() => choose(key(1), 3, -1)).toThrow(/count must be/);
    expect(() => choose(key(1), -3, 1)).toThrow(RangeError);
  });
});
