import { key } from '@bcl/random';
import { covarianceTypes, drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import { aic, bic, fit, joint, logDensity, orThrow, parameterCount, runOrThrow } from '../index';

describe.each(covarianceTypes)('criteria of a %s mixture', (type) => {
  const mixture = randomMixture(key(type), type, 2, 3);
  const rows = withGaps(drawRows(mixture, key(1), 70), key(2), 0.1);
  const logLikelihood = orThrow(logDensity(mixture, rows)).reduce((sum, value) => sum + value, 0);

  it('are -2 log L + p log N and -2 log L + 2 p', () => {
    const p = parameterCount(mixture);
    expect(orThrow(bic(mixture, rows))).toBeCloseTo(-2 * logLikelihood + p * Math.log(70), 9);
    expect(orThrow(aic(mixture, rows))).toBeCloseTo(-2 * logLikelihood + 2 * p, 9);
  });

  it('refuse what logDensity refuses', () => {
    for (const criterion of [bic, aic])
      expect(criterion(mixture, [[1]])).toMatchObject({ left: { _tag: 'InvalidData' } });
  });
});

it('BIC finds the number of well separated clusters', async () => {
  const truth = randomMixture(key('three'), 'spherical', 3, 2, 8);
  const rows = drawRows(truth, key(3), 300);
  const scores = [];
  for (const components of [1, 2, 3, 4]) {
    const options = { components, covarianceType: 'spherical' as const, strategy: joint(), restarts: 3 };
    scores.push(orThrow(bic((await runOrThrow(fit(rows, options))).model, rows)));
  }
  expect(scores.indexOf(Math.min(...scores))).toBe(2);
});
