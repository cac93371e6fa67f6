import { key } from '@bcl/random';
import { covarianceTypes, drawRows, largestDifference, randomMixture, withGaps } from '../fixtures/random-cases';
import { covarianceOf, fit, joint, mixtureOf, observe, orThrow, runOrThrow, type CovarianceType } from '../index';
import { expectation } from '../expectation/expectation';
import { jointView } from '../learner/matching-step';
import { fromComponents, toComponents } from '../mixture/mixture';
import { bestSplit } from './split';

const options = { directions: 2, steps: 8, stretch: 0.8 };
const regularisation = { floor: 1e-6, ridge: 0 };
const pair = orThrow(
  mixtureOf({
    means: [
      [-5, 1],
      [5, -1],
    ],
    covariances: [0.5, 0.5],
    covarianceType: 'spherical',
  }),
);
const rows = drawRows(pair, key(1), 200);

const one = async (table: number[][], covarianceType: CovarianceType) => {
  const fitted = await runOrThrow(fit(table, { components: 1, covarianceType, strategy: joint(), scale: 'none' }));
  return { ...fitted, component: toComponents(fitted.model) };
};

describe.each(covarianceTypes)('the best split of a %s component', (type) => {
  it.each([
    ['complete rows', rows],
    ['rows with gaps', withGaps(rows, key(2), 0.2)],
  ])('over two clusters finds both: %s', async (_name, table) => {
    const { component } = await one(table, type);
    const split = bestSplit(key(3), component, type, regularisation, orThrow(observe(table)), options);
    if (split === undefined) throw new Error('no split was found');
    const { halves } = split;
    const [left, right] = halves.means[0] < halves.means[2] ? [0, 1] : [1, 0];
    expect(largestDifference(halves.means.slice(left * 2, left * 2 + 2), [-5, 1])).toBeLessThan(0.5);
    expect(largestDifference(halves.means.slice(right * 2, right * 2 + 2), [5, -1])).toBeLessThan(0.5);
    expect(halves.weights[0] + halves.weights[1]).toBeCloseTo(1, 12);
    expect(split.gain).toBeGreaterThan(50);
  });

  it('gains what it says: log-likelihood of the halves less that of the whole', async () => {
    const { component, logLikelihood } = await one(rows, type);
    const data = orThrow(observe(rows));
    const split = bestSplit(key(3), component, type, regularisation, data, options);
    const after = expectation(split?.halves ?? component, jointView(data)).logLikelihood;
    expect(split?.gain).toBeCloseTo(after - 200 * logLikelihood, 6);
  });

  it('keeps the type', async () => {
    const { component } = await one(rows, type);
    const split = bestSplit(key(3), component, type, regularisation, orThrow(observe(rows)), options);
    const halves = fromComponents(split?.halves ?? component, type);
    expect(toComponents(halves).covariances).toEqual(split?.halves.covariances);
    expect(covarianceOf(halves, 1).every(Number.isFinite)).toBe(true);
  });
});

describe('bestSplit', () => {
  it('gains little where there is one cluster only', async () => {
    const single = drawRows(randomMixture(key(4), 'full', 1, 2), key(5), 300);
    const { component } = await one(single, 'full');
    const split = bestSplit(key(6), component, 'full', regularisation, orThrow(observe(single)), options);
    expect((split?.gain ?? 0) / 300).toBeLessThan(0.05);
  });

  it('finds nothing where no half could live on its rows', async () => {
    const few = rows.slice(0, 1);
    const { component } = await one(rows, 'full');
    expect(bestSplit(key(6), component, 'full', regularisation, orThrow(observe(few)), options)).toBeUndefined();
  });

  it('is never worse for trying more directions, and follows its key', async () => {
    const { component } = await one(rows, 'full');
    const gain = (directions: number, seed: number): number =>
      bestSplit(key(seed), component, 'full', regularisation, orThrow(observe(rows)), { ...options, directions })
        ?.gain ?? 0;
    expect(gain(4, 1)).toBeGreaterThanOrEqual(gain(1, 1));
    expect(gain(3, 1)).toBe(gain(3, 1));
  });

  it('leaves the component as it was', async () => {
    const { component } = await one(rows, 'full');
    const before = structuredClone(component);
    bestSplit(key(6), component, 'full', regularisation, orThrow(observe(rows)), options);
    expect(component).toEqual(before);
  });
});
