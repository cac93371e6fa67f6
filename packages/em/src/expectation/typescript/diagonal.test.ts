import { fold, key } from '@bcl/random';
import { drawRows, largestDifference, randomMixture, withGaps } from '../../fixtures/random-cases';
import { observe, orThrow, type CovarianceType } from '../../index';
import { jointView } from '../../learner/matching-step';
import { toFullShape } from '../../maximization/constrain';
import { toComponents } from '../../mixture/mixture';
import { expectation } from '../expectation';

const types: CovarianceType[] = ['diagonal', 'spherical'];

describe.each(types)('the kernel for %s covariances', (type) => {
  const mixture = randomMixture(key(type), type, 3, 5);
  const model = toComponents(mixture);
  const rows = drawRows(mixture, key(1), 150);

  it.each([
    ['complete rows', 0],
    ['rows with gaps', 0.5],
  ])('gives the statistics of the kernel for full ones on %s', (_name, share) => {
    const data = orThrow(observe(share > 0 ? withGaps(rows, fold(key(2), type), share) : rows));
    const own = expectation(model, jointView(data));
    const full = expectation(toFullShape(model), jointView(data));
    expect(own.shape).toBe('diagonal');
    expect(own.logLikelihood).toBeCloseTo(full.logLikelihood, 9);
    expect(largestDifference(own.mass, full.mass)).toBeLessThan(1e-11);
    expect(largestDifference(own.first, full.first)).toBeLessThan(1e-10);
    const squares = own.second.map((_, i) => full.second[i * 5 + (i % 5)]);
    expect(largestDifference(own.second, squares)).toBeLessThan(1e-10);
  });

  it('adds exactly mass x variance for a column of gaps', () => {
    const data = orThrow(
      observe(
        rows.map((row) => [NaN, ...row.slice(1)]),
        undefined,
        { emptyColumns: true },
      ),
    );
    const { mass, first, second } = expectation(model, jointView(data));
    for (let k = 0; k < 3; k++) {
      expect(first[k * 5]).toBe(0);
      expect(second[k * 5]).toBeCloseTo(mass[k] * model.covariances[k * 5], 10);
    }
  });

  it('names a component whose variance is zero or not a number', () => {
    const data = orThrow(observe(rows));
    for (const bad of [0, -1, NaN]) {
      const covariances = Float64Array.from(model.covariances);
      covariances[1 * 5 + 3] = bad;
      expect(() => expectation({ ...model, covariances }, jointView(data))).toThrow(/component 1/);
    }
  });

  it('needs only the variances of known cells', () => {
    const data = orThrow(observe([[NaN, 1, 1, 1, 1]], undefined, { emptyColumns: true }));
    const covariances = model.covariances.map((value, i) => (i % 5 === 0 ? -1 : value));
    expect(() => expectation({ ...model, covariances }, jointView(data))).not.toThrow();
  });
});
