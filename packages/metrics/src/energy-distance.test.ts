import fc from 'fast-check';
import golden from '../golden/distances.golden.json';
import { energyDistance } from './energy-distance';

const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 });
/** The definition, pair by pair. */
const byPairs = (a: number[], b: number[]): number => {
  const mean = (x: number[], y: number[]) =>
    x.flatMap((p) => y.map((q) => Math.abs(p - q))).reduce((sum, value) => sum + value, 0) / (x.length * y.length);
  return 2 * mean(a, b) - mean(a, a) - mean(b, b);
};

describe('energyDistance', () => {
  it.each(golden.line)("is the square of SciPy's on the line to 1e-12: $name", ({ a, b, energy }) => {
    expect(Math.abs(energyDistance(a, b) - energy)).toBeLessThan(1e-12);
  });

  it.each(golden.space)("equals SciPy's pairwise distances to 1e-12: $name", ({ a, b, dimension, energy }) => {
    expect(Math.abs(energyDistance(a, b, dimension) - energy)).toBeLessThan(1e-12);
  });

  it('is its definition on the line, at least zero, symmetric, and zero for the same points', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(energyDistance(a, b)).toBeCloseTo(byPairs(a, b), 8);
        expect(energyDistance(a, b)).toBeGreaterThanOrEqual(0);
        expect(energyDistance(b, a)).toBeCloseTo(energyDistance(a, b), 9);
        expect(energyDistance(a, [...a].reverse())).toBe(0);
      }),
    );
  });

  it('in the plane is that of the line, for points on a line, also where there are many blocks', () => {
    const [x, y] = [300, 411].map((n, s) => Array.from({ length: n }, (_, i) => Math.sin(7 * i + s) + s * 0.4));
    const onALine = (values: number[]): number[] => values.flatMap((value) => [0.6 * value, 0.8 * value]);
    expect(energyDistance(onALine(x), onALine(y), 2)).toBeCloseTo(energyDistance(x, y), 12);
    expect(energyDistance(onALine(x), onALine(x).slice(), 2)).toBe(0);
  });

  it('of two points is twice their distance', () => {
    expect(energyDistance([1, 2, 2], [2, 4, 4], 3)).toBe(6);
  });

  it.each([
    ['no points', [], [1], 1, 'a has 0 numbers'],
    ['a broken point', [1, 2], [1, 2, 3], 2, 'b has 3 numbers'],
    ['an infinite coordinate', [1, Infinity], [1, 2], 2, 'a[1] is Infinity'],
    ['half a dimension', [1], [1], 0.5, 'dimension is 0.5'],
  ])('refuses %s', (_, a, b, dimension, message) => {
    expect(() => energyDistance(a, b, dimension)).toThrow(RangeError);
    expect(() => energyDistance(a, b, dimension)).toThrow(message);
  });
});
