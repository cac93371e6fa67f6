import fc from 'fast-check';
import { fold, key, split } from './key';
import type { Key } from './key';
import golden from './streams.golden.json';
import { bits } from './uniform';

const name = ({ high, low }: Key) => `${high.toString(16)}:${low.toString(16)}`;
const anyKey: fc.Arbitrary<Key> = fc.record({
  high: fc.integer({ min: 0, max: 0xffffffff }),
  low: fc.integer({ min: 0, max: 0xffffffff }),
});

describe('key', () => {
  it('of a number is that number in 64 bits', () => {
    expect(key(0)).toEqual({ high: 0, low: 0 });
    expect(key(2 ** 32 + 5)).toEqual({ high: 1, low: 5 });
    expect(key(2 ** 53 - 1)).toEqual({ high: 0x1fffff, low: 0xffffffff });
    expect(key(2n ** 64n - 1n)).toEqual({ high: 0xffffffff, low: 0xffffffff });
  });

  it('does not tell a number from a bigint', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (seed) => expect(key(seed)).toEqual(key(BigInt(seed)))));
  });

  it('of a text agrees with another implementation', () => {
    for (const [text, expected] of golden.textSeeds) expect(key(text as string)).toEqual(expected);
  });

  it('of a text is not the label of another key', () => {
    expect(key('a')).not.toEqual(fold(key(0), 'a'));
    expect(key('0')).not.toEqual(key(0));
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53, -1n, 2n ** 64n])('refuses %p', (seed) => {
    expect(() => key(seed)).toThrow(RangeError);
  });
});

describe('fold', () => {
  it('agrees with another implementation', () => {
    for (const [label, expected] of golden.labels) expect(fold(golden.key, label as string)).toEqual(expected);
    for (const [index, expected] of golden.indices) expect(fold(golden.key, index as number)).toEqual(expected);
  });

  it('tells labels from indices, and texts that differ only in their end', () => {
    const children = ['1', 1, '01', '1\0', '', '\0', '\0\0\0\0\0\0\0', '\0\0\0\0\0\0\0\0', 0].map((l) =>
      fold(key(3), l),
    );
    expect(new Set(children.map(name)).size).toBe(children.length);
  });

  it('depends on the order of folding', () => {
    expect(fold(fold(key(3), 'a'), 'b')).not.toEqual(fold(fold(key(3), 'b'), 'a'));
    expect(fold(fold(key(3), 1), 2)).not.toEqual(fold(fold(key(3), 2), 1));
    expect(fold(fold(key(3), 'a'), 'b')).not.toEqual(fold(key(3), 'ab'));
  });

  it('counts half a surrogate pair as U+FFFD', () => {
    expect(fold(key(1), '\ud800')).toEqual(fold(key(1), '\ufffd'));
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('refuses the index %p', (index) => {
    expect(() => fold(key(1), index)).toThrow(RangeError);
  });
});

describe('split', () => {
  it('agrees with another implementation, however many are asked for', () => {
    expect(split(golden.key, 5)).toEqual(golden.split);
    expect(split(golden.key, 2)).toEqual(golden.split.slice(0, 2));
    expect(split(golden.key, 0)).toEqual([]);
  });

  it.each([-1, 0.5, NaN])('refuses %p', (n) => {
    expect(() => split(key(1), n)).toThrow(RangeError);
  });
});

describe('streams', () => {
  it('of a key and of its children of all kinds are different keys', () => {
    fc.assert(
      fc.property(anyKey, (parent) => {
        const family = [
          parent,
          ...split(parent, 20),
          ...Array.from({ length: 20 }, (_, i) => fold(parent, i)),
          ...Array.from({ length: 20 }, (_, i) => fold(parent, String(i))),
        ];
        expect(new Set(family.map(name)).size).toBe(family.length);
      }),
    );
  });

  it('do not overlap: no 64-bit block occurs twice among those of many keys', () => {
    const roots = [key(0), key(1), key(2), key('0')];
    const keys = roots.flatMap((root) => [
      root,
      ...split(root, 50),
      ...Array.from({ length: 50 }, (_, i) => fold(root, i)),
      ...Array.from({ length: 50 }, (_, i) => fold(root, `step ${i}`)),
      ...Array.from({ length: 50 }, (_, i) => fold(fold(root, 'masks'), i)),
    ]);
    const blocks = new Set<number>();
    let drawn = 0;
    for (const one of keys) {
      const words = bits(one, 200);
      for (let i = 0; i < words.length; i += 2) {
        // 53 of the 64 bits: 80 000 of them meet by chance with probability 4e-7.
        blocks.add((words[i] & 0x1fffff) * 2 ** 32 + words[i + 1]);
        drawn += 1;
      }
    }
    expect(drawn).toBe(4 * 201 * 100);
    expect(blocks.size).toBe(drawn);
  });

  it('of neighbouring keys are not correlated', () => {
    const n = 4000;
    for (const [a, b] of [
      [key(1), key(2)],
      [fold(key(1), 1), fold(key(1), 2)],
      [split(key(1), 2)[0], split(key(1), 2)[1]],
      [key(1), fold(key(1), 0)],
    ]) {
      const x = bits(a, n);
      const y = bits(b, n);
      let agree = 0;
      for (let i = 0; i < n; i++) for (let k = 0; k < 32; k++) if (((x[i] ^ y[i]) & (1 << k)) === 0) agree += 1;
      // The standard error of the share of equal bits is ½ / √(32 n).
      expect(Math.abs(agree / (32 * n) - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(32 * n));
    }
  });
});
