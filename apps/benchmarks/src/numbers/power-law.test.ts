import fc from 'fast-check';
import { fitGrowth, fitPowerLaw } from './power-law';

describe('fitPowerLaw', () => {
  it('finds the law that the points follow', () => {
    const cases = fc.record({ exponent: fc.double({ min: -3, max: 3, noNaN: true }), factor: fc.double({ min: 1e-3, max: 1e3, noNaN: true }) }); // prettier-ignore
    fc.assert(
      fc.property(cases, ({ exponent, factor }) => {
        const x = [1, 2, 5, 30, 1000];
        const fitted = fitPowerLaw(
          x,
          x.map((value) => factor * value ** exponent),
        );
        expect(fitted.exponent).toBeCloseTo(exponent, 9);
        expect(fitted.factor / factor).toBeCloseTo(1, 9);
      }),
    );
  });

  it('is not moved by errors that go both ways alike', () => {
    expect(fitPowerLaw([1, 1, 100, 100], [2, 1 / 2, 2e4, 0.5e4]).exponent).toBeCloseTo(2, 12);
  });

  it.each([
    ['one place', [3, 3], [1, 2], 'two different places'],
    ['nothing', [], [], 'two different places'],
    ['a time of zero', [1, 2], [0, 1], 'positive numbers'],
    ['a time that is no number', [1, 2], [NaN, 1], 'positive numbers'],
    ['places without values', [1, 2], [1], '2 places and 1 values'],
  ])('refuses %s', (_, x, y, message) => {
    expect(() => fitPowerLaw(x, y)).toThrow(message);
  });
});

describe('fitGrowth', () => {
  it('looks at the upper half, past what does not grow', () => {
    const x = [1, 10, 100, 1000, 1e4, 1e5];
    const y = x.map((value) => 1000 + value ** 1.5);
    expect(fitGrowth(x, y).exponent).toBeGreaterThan(1.4);
    expect(fitPowerLaw(x, y).exponent).toBeLessThan(1.1);
  });

  it('looks at three points at least, and at all of fewer', () => {
    expect(fitGrowth([1, 2, 4, 8], [9, 1, 2, 4]).exponent).toBeCloseTo(1, 12);
    expect(fitGrowth([1, 2], [1, 4]).exponent).toBeCloseTo(2, 12);
  });
});
