import fc from 'fast-check';
import { ratios, spread } from './spread';

describe('spread', () => {
  it('is the middle value, or the mean of the two in the middle, and the ends', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
    expect(spread([4, 1, 2, 8])).toEqual({ median: 3, least: 1, most: 8 });
    expect(spread([5])).toEqual({ median: 5, least: 5, most: 5 });
  });

  it('does not depend on the order, and leaves its argument alone', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        const before = [...values];
        expect(spread([...values].reverse())).toEqual(spread(values));
        expect(values).toEqual(before);
      }),
    );
  });

  it('refuses nothing, and what is no number', () => {
    expect(() => spread([])).toThrow(RangeError);
    expect(() => spread([1, NaN])).toThrow('[1, NaN]');
  });
});

describe('ratios', () => {
  it('cancel a drift that both programs feel', () => {
    const drift = [1, 1.7, 0.6];
    const theirs = drift.map((factor) => 12 * factor);
    const ours = drift.map((factor) => 3 * factor);
    for (const ratio of ratios(theirs, ours)) expect(ratio).toBeCloseTo(4, 12);
    expect(spread(theirs).median / spread([3, 3, 3]).median).toBe(4);
  });

  it('refuse rounds that do not belong together', () => {
    expect(() => ratios([1, 2], [1])).toThrow('2 rounds of theirs and 1 of ours');
  });
});
