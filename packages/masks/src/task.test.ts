import fc from 'fast-check';
import { requireRole, splitTask, task } from './task';
import type { Role } from './task';

test('sorts both sets', () => {
  expect(task([3, 1], [5, 0])).toEqual({ source: [1, 3], target: [0, 5] });
  expect(task(new Set([2]), new Set([1]), 3)).toEqual({ source: [2], target: [1] });
});

test('the source may be empty and coordinates may be left out', () => {
  expect(task([], [7])).toEqual({ source: [], target: [7] });
});

test('accepts exactly what is disjoint, in range and asks for something', () => {
  const sets = fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 4 });
  fc.assert(
    fc.property(sets, sets, fc.integer({ min: 1, max: 8 }), (source, target, dimension) => {
      const possible =
        target.length > 0 &&
        !target.some((i) => source.includes(i)) &&
        [...source, ...target].every((i) => i < dimension);
      if (possible) expect(task(source, target, dimension).target.length).toBe(target.length);
      else expect(() => task(source, target, dimension)).toThrow(RangeError);
    }),
  );
});

test.each([
  [[0], [], /target of a task is empty/],
  [[0, 2], [2, 3], /index 2 is both source and target/],
  [[4], [0], /index 4 is out of range for dimension 4/],
  [[0], [1, 1], /index 1 is given more than once/],
])('says what is wrong with source %j and target %j', (source, target, message) => {
  expect(() => task(source, target, 4)).toThrow(message);
});

test('splitting gives what is left the other role', () => {
  expect(splitTask([1], 3, 'target')).toEqual({ source: [0, 2], target: [1] });
  expect(splitTask([1], 3, 'source')).toEqual({ source: [1], target: [0, 2] });
});

test('there are two roles', () => {
  expect(() => requireRole('source')).not.toThrow();
  expect(() => requireRole('given' as Role)).toThrow(/must be the 'source' or the 'target', got 'given'/);
});
