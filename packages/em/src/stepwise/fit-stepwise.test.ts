import { key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import { covarianceTypes, drawRows, mixtureDifference, randomMixture, withGaps } from '../fixtures/random-cases';
import {
  combine,
  fit,
  fitStepwise,
  joint,
  meanLogDensity,
  orThrow,
  recentre,
  runOrThrow,
  sufficientStatistics,
  update,
  type StepwiseReport,
  type Table,
} from '../index';

const truth = randomMixture(key('stepwise'), 'full', 3, 2, 6);
const rows = drawRows(truth, key(1), 2400);
const cut = (table: number[][], size: number): number[][][] =>
  Array.from({ length: Math.ceil(table.length / size) }, (_, i) => table.slice(i * size, (i + 1) * size));
const options = { components: 3, strategy: 'joint' as const, start: 'kmeans' as const };

describe('fitStepwise', () => {
  it.each(covarianceTypes)('comes close to the fit of all rows at once, %s', async (covarianceType) => {
    for (const table of [rows, withGaps(rows, key(2), 0.15)].map((own) => own.slice(0, 1500))) {
      const streamed = await runOrThrow(fitStepwise(cut(table, 300), { ...options, covarianceType }));
      const whole = await runOrThrow(fit(table, { ...options, covarianceType, strategy: joint({ tolerance: 1e-4 }) }));
      expect(streamed.rows).toBe(1500);
      expect(whole.logLikelihood - orThrow(meanLogDensity(streamed.model, table))).toBeLessThan(0.01);
    }
  });

  it('comes closer the more it sees', async () => {
    const gaps: number[] = [];
    const onBatch = ({ model }: StepwiseReport): void => {
      gaps.push(orThrow(meanLogDensity(truth, rows)) - orThrow(meanLogDensity(model, rows)));
    };
    await runOrThrow(fitStepwise(cut(rows, 100), { ...options, onBatch }));
    expect(gaps).toHaveLength(24);
    expect(gaps[23]).toBeLessThan(gaps[0] / 2);
  });

  it('of one batch is the fit of that batch, unscaled', async () => {
    const { model, logLikelihood } = await runOrThrow(fitStepwise([rows.slice(0, 300)], options));
    const fitted = await runOrThrow(fit(rows.slice(0, 300), { ...options, scale: 'none' }));
    expect(model).toEqual(fitted.model);
    expect(logLikelihood).toBe(fitted.logLikelihood);
  });

  it('is the same for any number of threads, to the bit, and near for another engine', async () => {
    const batches = cut(rows, 1200);
    const one = await runOrThrow(fitStepwise(batches, { ...options, threads: 1 }));
    expect(await runOrThrow(fitStepwise(batches, { ...options, threads: 3 }))).toEqual(one);
    const plain = await runOrThrow(fitStepwise(batches, { ...options, engine: 'typescript' }));
    expect(plain.logLikelihood).not.toBe(one.logLikelihood);
    expect(plain.logLikelihood).toBeCloseTo(one.logLikelihood, 9);
  });

  it('moves the statistics by (t + 2)^-decay, as the equations say', async () => {
    const [a, b, c] = cut(rows.slice(0, 90), 30);
    const { model } = await runOrThrow(fitStepwise([a, b, c], { ...options, decay: 0.8 }));
    let mixture = (await runOrThrow(fit(a, { ...options, scale: 'none' }))).model;
    let running = orThrow(sufficientStatistics(mixture, a));
    [b, c].forEach((batch, i) => {
      const step = (i + 3) ** -0.8;
      const own = orThrow(sufficientStatistics(mixture, batch));
      running = combine(recentre(running, own.centres), own, 1 - step, step);
      mixture = update(mixture, running);
    });
    expect(mixtureDifference(model, mixture)).toBeLessThan(1e-10);
  });

  it('reads an async iterable one batch at a time, and reports each', async () => {
    const log: string[] = [];
    async function* source(): AsyncGenerator<Table> {
      for (const batch of cut(rows.slice(0, 120), 40)) {
        await Promise.resolve();
        log.push('read');
        yield batch;
      }
    }
    const onBatch = ({ batch, rows: seen }: StepwiseReport): void => void log.push(`batch ${batch}: ${seen} rows`);
    const last = await runOrThrow(fitStepwise(source(), { ...options, onBatch }));
    expect(log).toEqual(['read', 'batch 1: 40 rows', 'read', 'batch 2: 80 rows', 'read', 'batch 3: 120 rows']);
    expect(last).toMatchObject({ batch: 3, rows: 120 });
  });

  it('reports how well a batch was foreseen: its log-density before it was learned from', async () => {
    const reports: StepwiseReport[] = [];
    const batches = cut(rows.slice(0, 200), 100);
    await runOrThrow(fitStepwise(batches, { ...options, onBatch: (report) => reports.push(report) }));
    expect(reports[1].logLikelihood).toBeCloseTo(orThrow(meanLogDensity(reports[0].model, batches[1])), 10);
  });

  it('finds clusters far from the origin with the default strategy, though nothing is rescaled', async () => {
    const far = rows.slice(0, 300).map(([a, b]) => [1000 + 10 * a, 10 * b - 2000]);
    const { model } = await runOrThrow(fitStepwise(cut(far, 150), { components: 3 }));
    const whole = await runOrThrow(fit(far, { components: 3 }));
    expect(orThrow(meanLogDensity(model, far))).toBeGreaterThan(whole.logLikelihood - 0.05);
  });

  it('takes a column of gaps in later batches', async () => {
    const later = rows.slice(100, 130).map(([a]) => [a, NaN]);
    const { model } = await runOrThrow(fitStepwise([rows.slice(0, 100), later], options));
    expect(model.covariances.every(Number.isFinite)).toBe(true);
  });

  it('gives equal bits for equal seeds', async () => {
    const once = () => runOrThrow(fitStepwise(cut(rows.slice(0, 90), 30), { ...options, seed: 3 }));
    expect(await once()).toEqual(await once());
  });
});

describe('problems of fitStepwise', () => {
  const messageOf = async (batches: Iterable<Table>, more: object = {}): Promise<string> => {
    const result = await fitStepwise(batches, { ...options, ...more })();
    return E.isLeft(result) ? `${result.left._tag}: ${result.left.message}` : 'none';
  };
  const good = rows.slice(0, 50);

  it.each<[string, Table[], object, RegExp]>([
    ['no batches', [], {}, /^InvalidData: there are no batches; give at least one table$/],
    ['a bad first batch', [[[1, Infinity]]], {}, /^InvalidData: batch 1: the cell is Infinity/],
    ['a bad later batch', [good, good, [[1, -Infinity]]], {}, /^InvalidData: batch 3: the cell is -Infinity/],
    [
      'another width',
      [good, [[1, 2, 3]]],
      {},
      /^InvalidData: batch 2: the table has 3 columns, the batches before it 2/,
    ],
    ['an empty batch', [good, []], {}, /^InvalidData: batch 2: the table has no rows/],
    [
      'a first batch too small',
      [good.slice(0, 2)],
      {},
      /^InvalidOption: batch 1: components is 3, but there are only 2 rows/,
    ],
    ['a row out of reach', [good, [[1e300, 0]]], {}, /^NumericalFailure: batch 2: row 0 lies too far/],
    ['a decay too small', [good], { decay: 0.5 }, /^InvalidOption: decay is 0.5; give a number above 0.5 and up to 1$/],
    ['a decay of NaN', [good], { decay: NaN }, /^InvalidOption: decay is NaN/],
  ])('%s', async (_name, batches, more, message) => {
    expect(await messageOf(batches, more)).toMatch(message);
  });

  it('cancelling: after the batch in hand, with the model so far, and the source is closed', async () => {
    const controller = new AbortController();
    let closed = false;
    function* endless(): Generator<Table> {
      try {
        for (;;) yield good;
      } finally {
        closed = true;
      }
    }
    let last: StepwiseReport | undefined;
    const onBatch = (report: StepwiseReport): void => {
      last = report;
      if (report.batch === 3) controller.abort();
    };
    const stopped = await fitStepwise(endless(), { ...options, onBatch, signal: controller.signal })();
    expect(stopped).toMatchObject({ left: { _tag: 'Cancelled', model: last?.model } });
    expect(closed).toBe(true);
  });

  it('cancelling within the first batch', async () => {
    const stopped = await fitStepwise([good], { ...options, signal: AbortSignal.abort() })();
    expect(stopped).toMatchObject({ left: { _tag: 'Cancelled', model: undefined } });
  });

  it('lets an error of the source through, which is not the fit’s', async () => {
    function* broken(): Generator<Table> {
      yield good;
      throw new Error('disk on fire');
    }
    await expect(fitStepwise(broken(), { ...options, strategy: joint({ maxIterations: 2 }) })()).rejects.toThrow(
      'disk on fire',
    );
  });
});
