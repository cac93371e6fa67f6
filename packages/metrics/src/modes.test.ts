import fc from 'fast-check';
import { modesCovered } from './modes';

/** The grid {-4, -2, 0, 2, 4}² of the 25-component simulation. */
const grid = Array.from({ length: 25 }, (_, i) => [2 * (i % 5) - 4, 2 * Math.floor(i / 5) - 4]);

describe('modesCovered', () => {
  it('counts all modes of the truth itself, and of a truth moved by less than the radius', () => {
    expect(modesCovered(grid.flat(), grid.flat(), 2)).toBe(25);
    expect(
      modesCovered(
        grid.flatMap(([x, y]) => [x + 0.3, y - 0.3]),
        grid.flat(),
        2,
      ),
    ).toBe(25);
    expect(
      modesCovered(
        grid.flatMap(([x, y]) => [x + 0.4, y - 0.4]),
        grid.flat(),
        2,
      ),
    ).toBe(0);
  });

  it('includes the radius itself, and takes another', () => {
    expect(modesCovered([0.5, 0], [0, 0], 2)).toBe(1);
    expect(modesCovered([0.5, 0], [0, 0], 2, 0.49)).toBe(0);
    expect(modesCovered([3, 4], [0, 0], 2, 5)).toBe(1);
  });

  it('counts a mode with two components once, and a component between two modes twice', () => {
    expect(modesCovered([0, 0.1, -0.1, 0], [0, 0], 2)).toBe(1);
    expect(modesCovered([0.4], [0, 0.8], 1)).toBe(2);
  });

  it('never falls when components are added and does not depend on their order', () => {
    const mean = fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }));
    fc.assert(
      fc.property(fc.array(mean, { minLength: 1, maxLength: 30 }), mean, (means, extra) => {
        const covered = modesCovered(means.flat(), grid.flat(), 2);
        expect(modesCovered([...means, extra].flat(), grid.flat(), 2)).toBeGreaterThanOrEqual(covered);
        expect(modesCovered([...means].reverse().flat(), grid.flat(), 2)).toBe(covered);
      }),
    );
  });

  it.each([
    ['no means', [], [0, 0], 2, 0.5, 'means has 0 numbers'],
    ['a broken mean', [1, 2, 3], [0, 0], 2, 0.5, 'means has 3 numbers'],
    ['a true mean that is NaN', [1, 2], [0, NaN], 2, 0.5, 'trueMeans[1] is NaN'],
    ['dimension 0', [1, 2], [0, 0], 0, 0.5, 'dimension is 0'],
    ['a radius of 0', [1, 2], [0, 0], 2, 0, 'radius is 0'],
  ])('refuses %s', (_, means, trueMeans, dimension, radius, message) => {
    expect(() => modesCovered(means, trueMeans, dimension, radius)).toThrow(RangeError);
    expect(() => modesCovered(means, trueMeans, dimension, radius)).toThrow(message);
  });
});
