import fc from 'fast-check';
import golden from '../golden/scores.golden.json';
import { normalizedMutualInformation, type Average } from './information';

const averages: readonly Average[] = ['arithmetic', 'geometric', 'min', 'max'];
const labels = fc
  .integer({ min: 1, max: 60 })
  .chain((n) =>
    fc.tuple(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: n, maxLength: n }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: n, maxLength: n }),
    ),
  );

describe('normalizedMutualInformation', () => {
  it.each(golden.cases)("equals scikit-learn's to 1e-12: $name", ({ classes, clusters, nmi }) => {
    for (const average of averages) {
      expect(Math.abs(normalizedMutualInformation(classes, clusters, { average }) - nmi[average])).toBeLessThan(1e-12);
    }
  });

  it('is the arithmetic average by default', () => {
    const { classes, clusters, nmi } = golden.cases[golden.cases.length - 1];
    expect(normalizedMutualInformation(classes, clusters)).toBeCloseTo(nmi.arithmetic, 12);
  });

  it('is I / H by hand: two classes of two, one cluster of three', () => {
    // I = 1/2 log(4/3) + 1/4 log(2/3) + 1/4 log 2, H = log 2 and 2 log 2 - 3/4 log 3
    const shared = 0.5 * Math.log(4 / 3) + 0.25 * Math.log(2 / 3) + 0.25 * Math.log(2);
    const mean = (Math.log(2) + 2 * Math.log(2) - 0.75 * Math.log(3)) / 2;
    expect(normalizedMutualInformation([0, 0, 1, 1], [0, 0, 0, 1])).toBeCloseTo(shared / mean, 14);
  });

  it('is symmetric, invariant under relabelling, 1 for equal labellings, within [0, 1]', () => {
    fc.assert(
      fc.property(labels, fc.constantFrom(...averages), ([a, b], average) => {
        const value = normalizedMutualInformation(a, b, { average });
        expect(normalizedMutualInformation(b, a, { average })).toBeCloseTo(value, 12);
        const renamed = b.map((label) => 17 - 3 * label);
        expect(normalizedMutualInformation(a, renamed, { average })).toBeCloseTo(value, 12);
        expect(normalizedMutualInformation(a, a, { average })).toBeCloseTo(1, 12);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is exactly 0 for independent labellings, at any size', () => {
    const n = 99_999; // 3 × 3 balanced cells
    const a = Int32Array.from({ length: n }, (_, i) => i % 3);
    const b = Int32Array.from({ length: n }, (_, i) => Math.floor(i / 3) % 3);
    expect(normalizedMutualInformation(a, b)).toBe(0);
  });

  it('refuses an unknown average and labels that are none', () => {
    expect(() => normalizedMutualInformation([0], [0], { average: 'harmonic' as Average })).toThrow(
      'average is harmonic: use one of arithmetic, geometric, min, max',
    );
    expect(() => normalizedMutualInformation([], [])).toThrow(RangeError);
    expect(() => normalizedMutualInformation([0, 1], [0])).toThrow(RangeError);
  });
});
