import { fold, key } from '@bcl/random';
import { betaRatio, countOf, drawRatio, requireRatio, uniformRatio } from './ratio';
import type { Ratio } from './ratio';

const draws = 4000;

/** Mean and variance of a ratio's draws, and how many standard errors the mean may be off. */
function moments(ratio: Ratio): { mean: number; variance: number } {
  const values = Array.from({ length: draws }, (_, at) => drawRatio(fold(key('ratio'), at), ratio));
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThanOrEqual(1);
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws };
}

test.each([
  [5, 1],
  [0.5, 3],
  [3, 0.5],
])('Beta(%d, %d) has mean a/(a+b) and variance ab/((a+b)²(a+b+1))', (a, b) => {
  const { mean, variance } = moments(betaRatio(a, b));
  const expected = (a * b) / ((a + b) ** 2 * (a + b + 1));
  expect(Math.abs(mean - a / (a + b)) / Math.sqrt(expected / draws)).toBeLessThan(4);
  expect(Math.abs(variance / expected - 1)).toBeLessThan(0.1);
});

test('a uniform ratio has mean (low + high)/2 and variance (high − low)²/12', () => {
  const { mean, variance } = moments(uniformRatio(0.2, 0.8));
  expect(Math.abs(mean - 0.5) / Math.sqrt(0.03 / draws)).toBeLessThan(4);
  expect(Math.abs(variance / 0.03 - 1)).toBeLessThan(0.1);
  expect(drawRatio(key(1), uniformRatio(0.3, 0.3))).toBeCloseTo(0.3, 15);
});

test('a number is its own ratio, whatever the key', () => {
  expect(drawRatio(key(1), 0.25)).toBe(0.25);
  expect(drawRatio(key(2), 0.25)).toBe(0.25);
});

test('counts are rounded down, but not for a rounding error', () => {
  expect(countOf(10, 0.39)).toBe(3);
  expect(countOf(10, 0)).toBe(0);
  expect(countOf(10, 1)).toBe(10);
  for (let percent = 0; percent <= 100; percent++) expect(countOf(100, percent / 100)).toBe(percent);
});

test.each<[string, () => unknown, RegExp]>([
  ['a of 0', () => betaRatio(0, 1), /a of a Beta\(a, b\) ratio must be positive and finite, got 0/],
  ['b of NaN', () => betaRatio(1, NaN), /b of a Beta/],
  ['b of Infinity', () => betaRatio(1, Infinity), /got Infinity/],
  ['low above high', () => uniformRatio(0.6, 0.5), /low 0.6 and high 0.5/],
  ['high above 1', () => uniformRatio(0, 1.5), /high 1.5/],
  ['low below 0', () => uniformRatio(-0.1, 0.5), /low -0.1/],
  [
    'a share above 1',
    () => requireRatio(1.1, 'the source ratio'),
    /the source ratio must be a share in \[0, 1\], got 1.1/,
  ],
  ['a missing share', () => requireRatio(NaN, 'the source ratio'), /got NaN/],
  ['a record with impossible numbers', () => requireRatio({ kind: 'beta', a: -1, b: 1 }, 'it'), /got -1/],
])('refuses %s', (_name, make, message) => {
  expect(make).toThrow(RangeError);
  expect(make).toThrow(message);
});

test('refuses what is no ratio at all', () => {
  expect(() => requireRatio({ kind: 'normal' } as unknown as Ratio, 'it')).toThrow(TypeError);
  expect(() => requireRatio(undefined as unknown as Ratio, 'it')).toThrow(/betaRatio\(a, b\) or uniformRatio/);
});
