import { fromRows } from '@bcl/linalg';
import fc from 'fast-check';
import { largestDifference } from './largest-difference';
import { rotation, rotation2d } from './rotation';

const angles = fc.double({ min: -10, max: 10, noNaN: true });

test('rotation2d has A = [[cos, sin], [−sin, cos]]', () => {
  fc.assert(
    fc.property(angles, (angle) => {
      const { linear } = rotation2d(angle);
      expect(Array.from(linear)).toEqual(
        [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)].map((v) => v + 0),
      );
    }),
  );
});

test('the direction at the angle becomes the first axis', () => {
  const angle = Math.PI / 3;
  const direction = fromRows([[Math.cos(angle), Math.sin(angle)]]);
  expect(largestDifference(rotation2d(angle).apply(direction).data, [1, 0])).toBeLessThan(1e-15);
});

test('angles of one plane add up', () => {
  fc.assert(
    fc.property(angles, angles, (first, second) => {
      const both = rotation(4, 1, 3, first).andThen(rotation(4, 1, 3, second));
      expect(largestDifference(both.linear, rotation(4, 1, 3, first + second).linear)).toBeLessThan(1e-14);
    }),
  );
});

test('the inverse turns by the opposite angle', () => {
  expect(largestDifference(rotation2d(0.4).inverse().linear, rotation2d(-0.4).linear)).toBeLessThan(1e-16);
});

test('swapping the two coordinates turns the other way', () => {
  expect(largestDifference(rotation(3, 2, 0, 0.3).linear, rotation(3, 0, 2, -0.3).linear)).toBeLessThan(1e-16);
});

test('coordinates outside the plane stay as they are, and a missing value stays inside it', () => {
  const turned = rotation(4, 0, 2, 1).apply(fromRows([[NaN, 7, 1, -8]])).data;
  expect(Array.from(turned)).toEqual([NaN, 7, NaN, -8]);
  expect(rotation(4, 0, 2, 1).apply(fromRows([[1, NaN, 1, 2]])).data[0]).toBeCloseTo(Math.cos(1) + Math.sin(1), 14);
});

test.each([
  [2, 0, 2, 1, /lie in 0 … 1, got 2/],
  [2, -1, 0, 1, /got -1/],
  [3, 0.5, 1, 1, /got 0.5/],
  [3, 1, 1, 1, /two different coordinates, got 1 twice/],
  [3, 0, 1, Infinity, /finite number of radians, got Infinity/],
  [0, 0, 1, 1, /dimension must be/],
])('refuses rotation(%d, %d, %d, %d)', (dimension, i, j, angle, message) => {
  expect(() => rotation(dimension, i, j, angle)).toThrow(message);
});
