import fc from 'fast-check';
import { allOf, complement, indexSet, requireDimension } from './index-set';

const subsets = fc
  .integer({ min: 1, max: 30 })
  .chain((dimension) =>
    fc.record({ dimension: fc.constant(dimension), set: fc.shuffledSubarray([...allOf(dimension)]) }),
  );

test('a set is sorted, whatever the order it is given in', () => {
  expect(indexSet([10, 9, 2])).toEqual([2, 9, 10]);
  expect(indexSet(new Set([3, 1]))).toEqual([1, 3]);
  expect(indexSet([])).toEqual([]);
});

test('does not sort what it is given in place', () => {
  const given = [2, 1];
  indexSet(given);
  expect(given).toEqual([2, 1]);
});

test('a set and its complement are everything once, and the complement of the complement is the set', () => {
  fc.assert(
    fc.property(subsets, ({ dimension, set }) => {
      const others = complement(set, dimension);
      expect(indexSet([...set, ...others], dimension)).toEqual(allOf(dimension));
      expect(complement(others, dimension)).toEqual(indexSet(set));
    }),
  );
});

test.each([
  [[1, 1], undefined, /index 1 is given more than once/],
  [[-1], undefined, /an index must be an integer ≥ 0, got -1/],
  [[0.5], undefined, /got 0.5/],
  [[NaN, 1], undefined, /got NaN/],
  [[0, 3], 3, /index 3 is out of range for dimension 3; the last one is 2/],
  [[], 0, /dimension must be an integer of at least 1, got 0/],
])('refuses %j in dimension %d', (indices, dimension, message) => {
  expect(() => indexSet(indices, dimension)).toThrow(RangeError);
  expect(() => indexSet(indices, dimension)).toThrow(message);
});

test('complement and allOf refuse what does not fit', () => {
  expect(() => complement([5], 5)).toThrow(/out of range/);
  expect(() => allOf(2.5)).toThrow(/got 2.5/);
  expect(() => requireDimension(Infinity)).toThrow(/got Infinity/);
});
