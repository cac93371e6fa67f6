import { identity, multiplyTransposed, transpose } from '@bcl/linalg';
import { fold, key } from '@bcl/random';
import { haarOrthogonal } from './haar-orthogonal';
import { largestDifference } from './largest-difference';

const draws = 2000;

function determinantOf(a: Float64Array, n: number): number {
  if (n === 1) return a[0];
  let sum = 0;
  for (let j = 0; j < n; j++) {
    const minor = a.filter((_, at) => at >= n && at % n !== j);
    sum += (j % 2 === 0 ? 1 : -1) * a[j] * determinantOf(minor, n - 1);
  }
  return sum;
}

test.each([1, 2, 3, 10, 60])('is orthogonal in %i dimensions, with the transpose as inverse', (dimension) => {
  const transform = haarOrthogonal(key(dimension), dimension);
  const { linear } = transform;
  const gram = multiplyTransposed(linear, linear, dimension, dimension, dimension);
  expect(largestDifference(gram, identity(dimension))).toBeLessThan(1e-13);
  expect(transform.inverse().linear).toEqual(transpose(linear, dimension, dimension));
  expect(transform.logAbsDeterminant).toBe(0);
  expect(transform.offset).toEqual(new Float64Array(dimension));
});

// Moments of one entry under Haar measure: 0, 1/D, 0 and 3/(D(D+2)); variances of the estimates from the next even moments,
// E a⁴ and E a⁸ = 105/(D(D+2)(D+4)(D+6)).
describe.each([2, 3, 5])('has the moments of Haar measure in %i dimensions', (n) => {
  const matrices = Array.from({ length: draws }, (_, at) => haarOrthogonal(fold(key('haar'), at), n).linear);
  const fourth = 3 / (n * (n + 2));
  const eighth = 105 / (n * (n + 2) * (n + 4) * (n + 6));

  test.each([
    [1, 0, 1 / n],
    [2, 1 / n, fourth - 1 / n ** 2],
    [4, fourth, eighth - fourth ** 2],
  ])('moment %i of every entry', (power, expected, variance) => {
    const deviation = Math.sqrt(variance / draws);
    for (let at = 0; at < n * n; at++) {
      const moment = matrices.reduce((sum, linear) => sum + linear[at] ** power, 0) / draws;
      expect(Math.abs(moment - expected) / deviation).toBeLessThan(4.5);
    }
  });

  test('rotations and reflections are equally frequent', () => {
    const rotations = matrices.filter((linear) => determinantOf(linear, n) > 0).length;
    expect(Math.abs(rotations - draws / 2) / Math.sqrt(draws / 4)).toBeLessThan(4);
  });
});

test('equal keys give equal matrices, other keys others', () => {
  expect(haarOrthogonal(key(4), 3).linear).toEqual(haarOrthogonal(key(4), 3).linear);
  expect(haarOrthogonal(key(4), 3).linear).not.toEqual(haarOrthogonal(key(5), 3).linear);
});

test.each([0, -1, 1.5, NaN])('refuses %d dimensions', (dimension) => {
  expect(() => haarOrthogonal(key(1), dimension)).toThrow(/dimension must be an integer of at least 1/);
});
