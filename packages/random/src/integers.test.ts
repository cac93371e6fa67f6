import fc from 'fast-check';
import { integers } from './integers';
import { key } from './key';
import { excessChiSquare, tally } from './sample-statistics';
import golden from './streams.golden.json';

describe('integers', () => {
  it('agree with another implementation, also where one of three words is passed over', () => {
    for (const [below, expected] of golden.integers) {
      expect(Array.from(integers(golden.key, 24, below as number))).toEqual(expected);
    }
  });

  it('lie in their range', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 2 ** 31 }), (seed, below) => {
        expect(integers(key(seed), 20, below).every((value) => value >= 0 && value < below)).toBe(true);
      }),
    );
  });

  it.each([2, 3, 6, 7, 100])('below %p are equally likely', (below) => {
    const counts = tally(integers(key(`integers ${below}`), 20000, below), below);
    expect(excessChiSquare(counts, new Array<number>(below).fill(1 / below))).toBeLessThan(5);
  });

  it('are not biased towards small numbers when 2³² is not a multiple', () => {
    // With a plain remainder, numbers below 2³⁰ would come up half of the time instead of in a third of the cases.
    const n = 20000;
    const below = 3 * 2 ** 29 + 1;
    const small = integers(key(2), n, below).filter((value) => value < below / 3).length;
    expect(Math.abs(small / n - 1 / 3)).toBeLessThan((5 * Math.sqrt(2 / 9)) / Math.sqrt(n));
  });

  it('give element i whatever the length', () => {
    expect(integers(key(5), 10, 6)).toEqual(integers(key(5), 1000, 6).slice(0, 10));
    expect(integers(key(5), 4, 1)).toEqual(new Int32Array(4));
  });

  it.each([0, -1, 1.5, NaN, 2 ** 31 + 1])('refuse the bound %p', (below) => {
    expect(() => integers(key(1), 1, below)).toThrow(/below must be/);
  });

  it('refuse a wrong length', () => {
    expect(() => integers(key(1), -1, 2)).toThrow(RangeError);
  });
});
