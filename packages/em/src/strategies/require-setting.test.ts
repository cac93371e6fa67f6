import { bcl, bigLearn, joint } from '../index';
import { requireAtLeast } from './require-setting';

describe('requireAtLeast', () => {
  it('lets what fits pass', () => {
    expect(() => requireAtLeast('kicks', 0, 0, 'whole')).not.toThrow();
    expect(() => requireAtLeast('near', 0.03, 0)).not.toThrow();
  });

  it.each([NaN, -1, Infinity, 1.5])('refuses %d as a whole number, by name', (value) => {
    expect(() => requireAtLeast('kicks', value, 0, 'whole')).toThrow(
      new RangeError(`kicks must be a whole number of at least 0, got ${value}`),
    );
  });
});

describe('a strategy with a setting that makes no sense is refused when it is made', () => {
  it.each([
    ['tolerance', () => joint({ tolerance: NaN })],
    ['maxIterations', () => joint({ maxIterations: 0 })],
    ['iterations', () => bigLearn({ iterations: -1, smoothing: 0 })],
    ['smoothing', () => bigLearn({ iterations: 1, smoothing: NaN })],
    ['starts', () => bcl({ starts: 0 })],
    ['kicks', () => bcl({ kicks: -1 })],
    ['near', () => bcl({ near: NaN })],
  ])('%s', (name, make) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(name);
  });
});
