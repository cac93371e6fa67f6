import { fold, key } from '@bcl/random';
import { betaRatio, uniformRatio } from './ratio';
import { drawCount, requireSize } from './size';

test('a count is that count', () => {
  expect(drawCount(key(1), 3, 5, 'it')).toBe(3);
  expect(drawCount(key(1), 5, 5, 'it')).toBe(5);
});

test('a random share is rounded down, but to no less than one', () => {
  expect(drawCount(key(1), uniformRatio(0.5, 0.5), 7, 'it')).toBe(3);
  expect(drawCount(key(1), uniformRatio(0, 0), 7, 'it')).toBe(1);
  expect(drawCount(key(1), uniformRatio(1, 1), 7, 'it')).toBe(7);
});

test('floor(D · b) with b ~ Beta(5, 1) has P(count ≤ k) = ((k + 1)/D)⁵', () => {
  const draws = 4000;
  const counts = Array.from({ length: draws }, (_, at) => drawCount(fold(key('size'), at), betaRatio(5, 1), 4, 'it'));
  for (const [k, probability] of [
    [1, (2 / 4) ** 5],
    [2, (3 / 4) ** 5],
    [3, 1],
  ]) {
    const frequency = counts.filter((count) => count <= k).length / draws;
    expect(Math.abs(frequency - probability)).toBeLessThanOrEqual(
      4 * Math.sqrt((probability * (1 - probability)) / draws),
    );
  }
});

test.each([0, -1, 0.5, NaN, Infinity])('refuses the count %d and names the alternative', (size) => {
  expect(() => requireSize(size, 'the size')).toThrow(`the size must be a whole count of at least 1, got ${size}`);
  expect(() => requireSize(size, 'the size')).toThrow(/for a share use betaRatio\(a, b\)/);
});

test('refuses more than there is', () => {
  expect(() => drawCount(key(1), 6, 5, 'the size')).toThrow('the size is 6, but there are only 5');
});
