import { fromRows, matrix } from '@bcl/linalg';
import { key, normal } from '@bcl/random';
import fc from 'fast-check';
import { affine } from './affine';
import { haarOrthogonal } from './haar-orthogonal';
import { identity } from './identity';
import { largestDifference } from './largest-difference';
import { permutation } from './permutation';
import { rotation } from './rotation';
import type { Transform } from './transform';

const kinds: Array<(seed: number) => Transform> = [
  () => identity(3),
  (seed) => haarOrthogonal(key(seed), 3),
  (seed) => rotation(3, 0, 2, seed),
  () => permutation([1, 2, 0]),
  (seed) => affine([2, 1, 0, 0, 3, 1, 1, 0, 4], [seed % 5, 1, -1]),
];
const transforms = fc.tuple(fc.nat(kinds.length - 1), fc.nat(1000)).map(([kind, seed]) => kinds[kind](seed));
const points = matrix(2, 3, normal(key(1), 6));

test('first one, then the other', () => {
  const doubled = affine([2], [0]);
  const raised = affine([1], [1]);
  expect(Array.from(doubled.andThen(raised).apply(fromRows([[5]])).data)).toEqual([11]);
  expect(Array.from(raised.andThen(doubled).apply(fromRows([[5]])).data)).toEqual([12]);
  expect(Array.from(raised.andThen(doubled).offset)).toEqual([2]);
});

test('composition is associative, and does what its parts do', () => {
  fc.assert(
    fc.property(transforms, transforms, transforms, (a, b, c) => {
      const left = a.andThen(b).andThen(c);
      const right = a.andThen(b.andThen(c));
      const expected = c.apply(b.apply(a.apply(points)));
      for (const whole of [left, right]) {
        expect(largestDifference(whole.apply(points).data, expected.data)).toBeLessThan(1e-12);
        expect(largestDifference(whole.invert(expected).data, points.data)).toBeLessThan(1e-11);
      }
      expect(left.name).toBe(right.name);
      expect(largestDifference(left.linear, right.linear)).toBeLessThan(1e-12);
      expect(largestDifference(left.offset, right.offset)).toBeLessThan(1e-12);
      expect(left.logAbsDeterminant).toBeCloseTo(a.logAbsDeterminant + b.logAbsDeterminant + c.logAbsDeterminant, 12);
    }),
  );
});

test('a transform and its inverse cancel', () => {
  fc.assert(
    fc.property(transforms, transforms, (a, b) => {
      const nothing = a.andThen(b).andThen(b.inverse()).andThen(a.inverse());
      expect(largestDifference(nothing.linear, identity(3).linear)).toBeLessThan(1e-12);
      expect(largestDifference(nothing.offset, [0, 0, 0])).toBeLessThan(1e-11);
      expect(nothing.logAbsDeterminant).toBeCloseTo(0, 12);
    }),
  );
});

test('missing values pass through a chain of structured transforms', () => {
  const chain = permutation([2, 0, 1])
    .andThen(identity(3))
    .andThen(permutation([1, 2, 0]));
  expect(Array.from(chain.apply(fromRows([[1, NaN, 3]])).data)).toEqual([1, NaN, 3]);
});

test('a long chain neither nests nor overflows the stack', () => {
  const swap = permutation([1, 0]);
  let chain: Transform = identity(2);
  for (let n = 0; n < 500; n++) chain = chain.andThen(swap);
  expect(Array.from(chain.apply(fromRows([[1, 2]])).data)).toEqual([1, 2]);
});

test('a transform is no promise: it can be awaited and returned from an async function', async () => {
  const transform = identity(2);
  await expect(Promise.resolve(transform)).resolves.toBe(transform);
});

test('transforms of different dimension do not compose', () => {
  expect(() => identity(2).andThen(identity(3))).toThrow(
    'cannot compose "identity" on 2 coordinates with "identity" on 3',
  );
});
