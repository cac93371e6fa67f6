import { largestDifference } from './largest-difference';

describe('largestDifference', () => {
  it.each([
    [[], [], 0],
    [[1, 2], [1, 2], 0],
    [[1, 5, 3], [1, 2, 4], 3],
    [[-1], [1], 2],
  ])('between %j and %j is %d', (a, b, expected) => {
    expect(largestDifference(a, b)).toBe(expected);
  });

  it('cannot be fooled by NaN or by a missing entry', () => {
    expect(largestDifference([NaN, 1], [0, 1])).toBeNaN();
    expect(largestDifference([0, 1], [0, NaN])).toBeNaN();
    expect(largestDifference([0, NaN, 9], [0, 1, 1])).toBeNaN();
    expect(() => largestDifference([1], [1, 2])).toThrow(RangeError);
  });
});
