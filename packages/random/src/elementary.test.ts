import fc from 'fast-check';
import golden from './elementary.golden.json';
import { exponentialFunction } from './exponential-function';
import { naturalLogarithm } from './natural-logarithm';
import { normalQuantile } from './normal-quantile';

/** The error in units in the last place of the expected value, which is at least the smallest number there is. */
function unitsInTheLastPlace(actual: number, expected: number): number {
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(expected) || 5e-324)));
  return Math.abs(actual - expected) / 2 ** (exponent - 52);
}

const worst = (pairs: number[][], f: (x: number) => number) =>
  Math.max(...pairs.map(([x, expected]) => unitsInTheLastPlace(f(x), expected)));

describe('naturalLogarithm', () => {
  it('is within one unit in the last place of 60-digit arithmetic', () => {
    expect(golden.logarithm.length).toBeGreaterThan(300);
    expect(worst(golden.logarithm, naturalLogarithm)).toBeLessThanOrEqual(1);
  });

  it('is as good as Math.log, whose error is below one unit too', () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(unitsInTheLastPlace(naturalLogarithm(x), Math.log(x))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('does at the ends what Math.log does', () => {
    for (const x of [0, -0, -1, -Infinity, Infinity, NaN, 1]) expect(naturalLogarithm(x)).toBe(Math.log(x));
  });

  it('is k log 2 for powers of two, subnormal ones among them', () => {
    const powers = Array.from({ length: 2098 }, (_, i) => [2 ** (i - 1074), (i - 1074) * Math.LN2]);
    expect(worst(powers, naturalLogarithm)).toBeLessThanOrEqual(1);
  });
});

describe('exponentialFunction', () => {
  it('is within one unit in the last place of 60-digit arithmetic', () => {
    expect(golden.exponential.length).toBeGreaterThan(200);
    expect(worst(golden.exponential, exponentialFunction)).toBeLessThanOrEqual(1);
  });

  it('is as good as Math.exp', () => {
    fc.assert(
      fc.property(fc.double({ min: -745, max: 709, noNaN: true }), (x) => {
        expect(unitsInTheLastPlace(exponentialFunction(x), Math.exp(x))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('ends in 0 and infinity, and passes NaN on', () => {
    for (const x of [0, -0, Infinity, -Infinity, NaN, 710, 709.79, 1e300, -746, -1e300, -745.2]) {
      expect(exponentialFunction(x)).toBe(Math.exp(x));
    }
  });

  it('undoes the logarithm', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e5, noNaN: true }), (x) => {
        expect(Math.abs(exponentialFunction(naturalLogarithm(x)) / x - 1)).toBeLessThan(3e-15);
      }),
    );
  });
});

describe('normalQuantile', () => {
  it('has the 16 digits that its authors promise, within a few units', () => {
    expect(golden.normalQuantile.length).toBeGreaterThan(150);
    for (const [p, expected] of golden.normalQuantile) {
      expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(1e-15 * Math.max(1, Math.abs(expected)));
    }
  });

  it('is odd about one half, and 0 there', () => {
    expect(normalQuantile(0.5)).toBe(0);
    for (let k = 1; k < 200; k++) expect(normalQuantile(1 - k / 512)).toBe(-normalQuantile(k / 512));
  });

  it('never decreases, also where its three formulas meet', () => {
    for (const p of [0.075, 0.925, 1.3887943864964021e-11, 1 - 1.3887943864964021e-11, 0.5]) {
      for (let k = -50; k < 50; k++) {
        const step = p * 1e-6;
        expect(normalQuantile(p + (k + 1) * (p < 0.9 ? step : 1e-15))).toBeGreaterThanOrEqual(
          normalQuantile(p + k * (p < 0.9 ? step : 1e-15)),
        );
      }
    }
  });
});
