import { largestDifference } from './largest-difference';

test('is the largest gap, whichever side it is on', () => {
  expect(largestDifference([1, 2, 3], [1, 4, 2.5])).toBe(2);
  expect(largestDifference([1, 4], [1, 2])).toBe(2);
  expect(largestDifference([], [])).toBe(0);
});

test('lets neither a missing value nor another length pass for closeness', () => {
  expect(largestDifference([1, NaN, 5], [1, 2, 5])).toBeNaN();
  expect(largestDifference([1, 2], [1, 2, 3])).toBe(Infinity);
});
