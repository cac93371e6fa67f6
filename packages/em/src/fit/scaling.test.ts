import { key } from '@bcl/random';
import {
  covarianceTypes,
  drawRows,
  largestDifference,
  mixtureDifference,
  randomMixture,
  withGaps,
} from '../fixtures/random-cases';
import { logDensity, observe, orThrow, type Mixture } from '../index';
import { fromComponents, toComponents } from '../mixture/mixture';
import { logDensityShift, scaleData, scaleMixture, standardScaling, unscale } from './scaling';

const rows = withGaps(
  drawRows(randomMixture(key('scaling'), 'full', 2, 3), key(1), 60).map(([a, b, c]) => [1000 * a, b + 5e4, c * 1e-6]),
  key(2),
  0.2,
);
const weights = rows.map((_, n) => 1 + (n % 3));
const data = orThrow(observe(rows, weights));

describe('standardScaling', () => {
  it('brings every column to weighted mean 0 and variance 1 over its known cells', () => {
    const scaled = scaleData(data, standardScaling(data, 'full'));
    for (let d = 0; d < 3; d++) {
      const known = rows.flatMap((row, n) => (Number.isNaN(row[d]) ? [] : [n]));
      const total = known.reduce((sum, n) => sum + weights[n], 0);
      const at = (n: number): number => scaled.data[n * 3 + d];
      expect(known.reduce((sum, n) => sum + weights[n] * at(n), 0) / total).toBeCloseTo(0, 9);
      expect(known.reduce((sum, n) => sum + weights[n] * at(n) ** 2, 0) / total).toBeCloseTo(1, 9);
    }
  });

  it('keeps gaps, weights and patterns', () => {
    const scaled = scaleData(data, standardScaling(data, 'full'));
    scaled.data.forEach((value, i) => expect(Number.isNaN(value)).toBe(Number.isNaN(data.data[i])));
    expect([scaled.weights, scaled.patterns]).toEqual([data.weights, data.patterns]);
  });

  it('has one scale for all columns of a spherical mixture', () => {
    const { scale } = standardScaling(data, 'spherical');
    expect(new Set(scale).size).toBe(1);
  });

  it('leaves the unit of a constant column alone', () => {
    const flat = orThrow(observe([0.1, 0.1, 0.1, 0.1, 0.1, 0.1].map((value, n) => [value, n])));
    expect(standardScaling(flat, 'full').scale[0]).toBe(1);
  });

  it('names a column whose variance overflows', () => {
    const wide = orThrow(
      observe([
        [1, 1e200],
        [2, -1e200],
      ]),
    );
    expect(() => standardScaling(wide, 'full')).toThrow(/variance of column 1 is too large/);
  });
});

describe.each(covarianceTypes)('a %s mixture', (type) => {
  const scaling = standardScaling(data, type);
  const mixture: Mixture = randomMixture(key(type), type, 2, 3);

  it('goes to the new units and back', () => {
    const there = scaleMixture(mixture, scaling);
    const back = fromComponents(unscale(toComponents(there), scaling), type);
    expect(back.covarianceType).toBe(type);
    // Means come back within the rounding of the shift, here 5e4.
    expect(largestDifference(back.means, mixture.means)).toBeLessThan(1e-10);
    expect(mixtureDifference({ ...back, means: mixture.means }, mixture)).toBeLessThan(1e-12);
  });

  it('changes log-densities by the log-scales of the known cells, and by their mean over the data', () => {
    const own = fromComponents(unscale(toComponents(mixture), scaling), type);
    const scaled = scaleData(data, scaling);
    const a = orThrow(logDensity(mixture, { data: scaled.data, shape: [60, 3] }));
    const b = orThrow(logDensity(own, rows));
    let mean = 0;
    rows.forEach((row, n) => {
      const shift = row.reduce((sum, value, d) => sum + (Number.isNaN(value) ? 0 : Math.log(scaling.scale[d])), 0);
      expect(Math.abs(a[n] - shift - b[n])).toBeLessThan(1e-6);
      mean += (weights[n] * shift) / data.totalWeight;
    });
    expect(logDensityShift(data, scaling)).toBeCloseTo(mean, 10);
  });
});

it('a spherical scale is that of the columns that vary: a constant one does not drown small units', () => {
  const small = orThrow(
    observe([
      [0, 7],
      [2e-6, 7],
    ]),
  );
  const { scale } = standardScaling(small, 'spherical');
  expect(scale[0]).toBeCloseTo(1e-6, 12);
  expect(scale[1]).toBe(scale[0]);
});
