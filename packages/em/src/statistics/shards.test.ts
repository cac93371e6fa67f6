import { key } from '@bcl/random';
import { covarianceTypes, drawRows, mixtureDifference, randomMixture, withGaps } from '../fixtures/random-cases';
import { combine, fit, joint, orThrow, runOrThrow, sufficientStatistics, update } from '../index';

describe.each(covarianceTypes)('shards, %s covariances', (covarianceType) => {
  const truth = randomMixture(key('shards'), covarianceType, 3, 3);
  const start = randomMixture(key('start'), covarianceType, 3, 3);
  const rows = withGaps(drawRows(truth, key(1), 200), key(2), 0.2);
  const shards = [rows.slice(0, 3), rows.slice(3, 90), rows.slice(90)];

  it('give together the next mixture of all rows to 1e-12', () => {
    const whole = update(start, orThrow(sufficientStatistics(start, rows)));
    const [a, b, c] = shards.map((shard) => orThrow(sufficientStatistics(start, shard)));
    expect(mixtureDifference(update(start, combine(combine(a, b), c)), whole)).toBeLessThan(1e-12);
    expect(mixtureDifference(update(start, combine(c, combine(a, b))), whole)).toBeLessThan(1e-12);
  });

  it('follow fit step by step', async () => {
    let mixture = start;
    for (let step = 0; step < 4; step++) {
      const parts = shards.map((shard) => orThrow(sufficientStatistics(mixture, shard)));
      mixture = update(
        mixture,
        parts.reduce((sum, part) => combine(sum, part)),
        { floor: 1e-6 },
      );
    }
    const options = { components: 3, covarianceType, start, scale: 'none' as const };
    const { model } = await runOrThrow(fit(rows, { ...options, strategy: joint({ maxIterations: 4, tolerance: 0 }) }));
    expect(mixtureDifference(mixture, model)).toBeLessThan(1e-10);
  });
});

describe('sufficientStatistics and update', () => {
  const mixture = randomMixture(key(3), 'full', 2, 2);

  it('take a column of gaps in a shard, which the other shards may know', () => {
    const { second } = orThrow(
      sufficientStatistics(mixture, [
        [1, NaN],
        [2, NaN],
      ]),
    );
    expect(second.every(Number.isFinite)).toBe(true);
  });

  it('refuse a shard of another width, and infinite cells', () => {
    expect(sufficientStatistics(mixture, [[1, 2, 3]])).toMatchObject({ left: { _tag: 'InvalidData' } });
    expect(sufficientStatistics(mixture, [[1, Infinity]])).toMatchObject({ left: { _tag: 'InvalidData' } });
  });

  it('name a row that no component reaches', () => {
    expect(sufficientStatistics(mixture, [[1e300, 0]])).toMatchObject({ left: { _tag: 'NumericalFailure' } });
  });

  it('keep the floor: identical rows end with its variance', () => {
    const one = randomMixture(key(4), 'full', 1, 2);
    const next = update(
      one,
      orThrow(
        sufficientStatistics(one, [
          [1, 2],
          [1, 2],
        ]),
      ),
      { floor: 0.01 },
    );
    [0.01, 0, 0, 0.01].forEach((value, i) => expect(next.covariances[i]).toBeCloseTo(value, 12));
  });

  it('add the ridge', () => {
    const one = randomMixture(key(4), 'diagonal', 1, 2);
    const next = update(
      one,
      orThrow(
        sufficientStatistics(one, [
          [1, 2],
          [1, 2],
        ]),
      ),
      { floor: 0, ridge: 0.25 },
    );
    [0.25, 0.25].forEach((value, i) => expect(next.covariances[i]).toBeCloseTo(value, 12));
  });
});
