import { ProblemError, problem } from '@bcl/errors';
import { key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import { gappy, rows, steps } from '../fixtures/fitting';
import { covarianceTypes, mixtureDifference, randomMixture } from '../fixtures/random-cases';
import { bitsOf, stoppedAfter, streamOf, tablesOf, throughJSON } from '../fixtures/streaming';
import {
  bcl,
  fit,
  fitStream,
  meanLogDensity,
  mixtureOf,
  orThrow,
  runOrThrow,
  type RowStream,
  type StreamOptions,
  type StreamProgress,
  type StreamState,
  type Table,
} from '../index';

describe('the same as EM on all rows at once', () => {
  it.each(covarianceTypes)('from the same start, with and without gaps: %s', async (covarianceType) => {
    const start = randomMixture(key('start'), covarianceType, 3, 2);
    for (const table of [rows, gappy])
      for (const scale of ['standard', 'none'] as const)
        for (const size of [7, 1000]) {
          const options = { components: 3, covarianceType, start, scale, ridge: 1e-3 };
          const whole = await runOrThrow(fit(table, { ...options, strategy: steps(5) }));
          const streamed = await runOrThrow(
            fitStream(streamOf(table, size), { ...options, maxPasses: 5, tolerance: 0 }),
          );
          expect(mixtureDifference(streamed.model, whole.model)).toBeLessThan(1e-9);
          expect(streamed.history).toHaveLength(5);
          whole.history.forEach(({ logLikelihood }, i) => expect(streamed.history[i]).toBeCloseTo(logLikelihood, 9));
        }
  });

  it('from the same sample: a table no longer than the sample starts where fit ends', async () => {
    const options = { components: 3, seed: 5, strategy: 'joint' as const };
    const whole = await runOrThrow(fit(rows, options));
    const streamed = await runOrThrow(fitStream(tablesOf(rows, 40), { ...options, maxPasses: 1 }));
    expect(streamed.history[0]).toBeCloseTo(whole.logLikelihood, 9);
    expect(streamed.rows).toBe(150);
  });

  it('with columns of units that squares overflow in', async () => {
    const table = rows.map(([x, y]) => [x * 1e-200, y * 1e150]);
    const start = orThrow(
      mixtureOf({
        means: [[0, 0]],
        covariances: [
          [
            [1e-400 + 1e-300, 0],
            [0, 1e300],
          ],
        ],
      }),
    );
    const plain = await runOrThrow(fitStream(streamOf(table, 30), { components: 1, start, maxPasses: 1 }));
    const whole = await runOrThrow(fit(table, { components: 1, start, strategy: steps(1) }));
    plain.model.means.forEach((mean, d) => expect(mean / whole.model.means[d]).toBeCloseTo(1, 9));
  });
});

it('is the same to the bit for any number of threads, and near for another engine', async () => {
  const table = Array.from({ length: 40 }, () => gappy).flat();
  const start = randomMixture(key('start'), 'full', 3, 2);
  for (const own of [table, table.filter((row) => !row.some(Number.isNaN))]) {
    const stream = streamOf(own, 2500);
    const options = { components: 3, start, maxPasses: 3, tolerance: 0 };
    const one = await runOrThrow(fitStream(stream, { ...options, threads: 1 }));
    expect(bitsOf(await runOrThrow(fitStream(stream, { ...options, threads: 2 })))).toEqual(bitsOf(one));
    const plain = await runOrThrow(fitStream(stream, { ...options, engine: 'typescript' }));
    expect(mixtureDifference(plain.model, one.model)).toBeLessThan(1e-9);
  }
});

it('ends when the likelihood no longer changes, and says what it began each pass with', async () => {
  const options = { components: 3, strategy: 'joint' as const, sample: 60, tolerance: 1e-4 };
  const { model, history, converged, passes, logLikelihood } = await runOrThrow(
    fitStream(streamOf(gappy, 50), options),
  );
  expect(converged).toBe(true);
  expect(passes).toBe(history.length);
  expect(logLikelihood).toBe(history[passes - 1]);
  history.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(history[i] - 1e-12));
  expect(Math.abs(history[passes - 1] - history[passes - 2])).toBeLessThan(1e-4);
  expect(orThrow(meanLogDensity(model, gappy))).toBeGreaterThan(logLikelihood - 1e-12);
});

describe('stopped anywhere and resumed from what was written', () => {
  it.each<[string, number[][], Partial<StreamOptions>]>([
    ['a start of its own', rows, { strategy: 'joint', start: 'kmeans', sample: 60 }],
    [
      'gaps and the default strategy',
      gappy,
      { sample: 40, scale: 'none', strategy: bcl({ starts: 1, kicks: 0, matchings: 5 }) },
    ],
    ['a given start', gappy, { covarianceType: 'tied', start: randomMixture(key('start'), 'tied', 3, 2) }],
  ])(
    'goes on to the same bits: %s',
    async (_, table, own) => {
      const stream = streamOf(table, 32);
      const options = { components: 3, maxPasses: 3, tolerance: 0, ...own };
      const events: StreamProgress[] = [];
      const onProgress = (progress: StreamProgress) => void events.push(progress);
      const whole = bitsOf(await runOrThrow(fitStream(stream, { ...options, onProgress })));
      const started = events.findIndex(({ phase }) => phase === 'start');
      let phases = '';
      for (let reports = 1; reports < events.length; reports++) {
        if (events[reports - 1].phase === 'start' && reports !== started + 3) continue;
        const state = await stoppedAfter(stream, options, reports);
        if (state === undefined) throw new Error(`nothing stopped at report ${reports}`);
        phases += `${state.phase} ${state.row} `;
        expect(bitsOf(await runOrThrow(fitStream(stream, { ...options, resume: throughJSON(state) })))).toEqual(whole);
      }
      expect(phases).toMatch(/scan 32 .*scan 1\d\d .*em 32 /);
    },
    20_000,
  );

  it('from every checkpoint', async () => {
    const stream = tablesOf(rows, 50);
    const states: StreamState[] = [];
    const options = {
      components: 3,
      strategy: 'joint' as const,
      sample: 60,
      maxPasses: 2,
      tolerance: 0,
      checkpointEvery: 1,
    };
    const onCheckpoint = async (state: StreamState) => {
      await Promise.resolve();
      states.push(state);
    };
    const whole = bitsOf(await runOrThrow(fitStream(stream, { ...options, onCheckpoint })));
    expect(states.map(({ phase, row }) => `${phase} ${row}`)).toEqual([
      ...['scan 50', 'scan 100', 'scan 150', 'scan 150', 'em 0'],
      ...['em 50', 'em 100', 'em 150', 'em 0', 'em 50', 'em 100', 'em 150', 'em 0'],
    ]);
    for (const resume of states)
      expect(bitsOf(await runOrThrow(fitStream(stream, { ...options, resume })))).toEqual(whole);
  });

  it('says where it stopped and hands over the mixture', async () => {
    const controller = new AbortController();
    const onProgress = ({ phase, pass, rows: row }: StreamProgress) => {
      if (phase === 'em' && pass === 2 && row === 64) controller.abort();
    };
    const options = { components: 3, strategy: 'joint' as const, signal: controller.signal, onProgress };
    expect(await fitStream(streamOf(rows, 32), options)()).toMatchObject({
      left: {
        _tag: 'Cancelled',
        message: expect.stringContaining('cancelled at row 64 of pass 2') as string,
        model: { components: 3 },
        state: { phase: 'em', row: 64 },
      },
    });
  });

  it.each<[string, Partial<StreamOptions>, number[][]]>([
    ['has 3 full components', { components: 2 }, rows],
    ['has 3 full components', { covarianceType: 'tied' }, rows],
    ['has 2 columns, the stream 1', {}, rows.map(([x]) => [x])],
    ['a pass had 140 rows where the first had 150', {}, rows.slice(0, 140)],
  ])('not with another stream or other options: %s', async (message, other, table) => {
    const options = { components: 3, strategy: 'joint' as const, maxPasses: 2 };
    const states: StreamState[] = [];
    await runOrThrow(fitStream(streamOf(rows, 64), { ...options, onCheckpoint: (state) => void states.push(state) }));
    const resume = states.find(({ phase }) => phase === 'em');
    const outcome = await fitStream(streamOf(table, 64), { ...options, ...other, resume })();
    expect(outcome).toMatchObject({ left: { message: expect.stringContaining(message) as string } });
  });

  it('not with a sample of another size', async () => {
    const options = { components: 3, strategy: 'joint' as const };
    const resume = await stoppedAfter(streamOf(rows, 64), options, 1);
    const outcome = await fitStream(streamOf(rows, 64), { ...options, sample: 99, resume })();
    expect(outcome).toMatchObject({ left: { _tag: 'InvalidOption' } });
  });
});

it('reports the phases in order', async () => {
  const seen: string[] = [];
  const onProgress = ({ phase, pass, rows: row, totalRows }: StreamProgress) => {
    const text = `${phase} ${pass} ${row}/${totalRows}`;
    if (seen[seen.length - 1] !== text) seen.push(text);
  };
  await runOrThrow(
    fitStream(streamOf(rows, 100), { components: 2, strategy: 'joint', maxPasses: 2, tolerance: 0, onProgress }),
  );
  expect(seen).toEqual([
    ...['scan 0 100/undefined', 'scan 0 150/undefined', 'start 0 0/150'],
    ...['em 1 100/150', 'em 1 150/150', 'em 2 100/150', 'em 2 150/150'],
  ]);
});

describe('bad input is a problem', () => {
  const changed = (row: number, cells: number[]): number[][] => rows.map((own, n) => (n === row ? cells : own));
  it.each<[string, number[][], Partial<StreamOptions>, string]>([
    ['InvalidData', changed(70, [0, -Infinity]), {}, 'a cell is infinite (row 70, column 1)'],
    ['InvalidData', rows.map(([x]) => [x, NaN]), {}, 'column 1 has no known cell'],
    ['InvalidOption', rows.slice(0, 2), {}, 'components is 3, but there are only 2 rows'],
    ['InvalidOption', rows, { components: 0 }, 'components is 0'],
    ['InvalidOption', rows, { maxPasses: 0 }, 'maxPasses is 0'],
    ['InvalidOption', rows, { sample: 0.5 }, 'sample is 0.5'],
    ['InvalidOption', rows, { sample: 2 }, 'fitted to a sample of 2 rows'],
    ['InvalidOption', rows, { checkpointEvery: -1 }, 'checkpointEvery is -1'],
    ['InvalidOption', rows, { tolerance: NaN }, 'tolerance is NaN'],
    ['InvalidOption', rows, { threads: 0 }, 'threads is 0'],
    ['InvalidOption', rows, { start: randomMixture(key(1), 'full', 2, 2) }, 'the starting mixture has 2 full'],
    ['NumericalFailure', rows.map(([x, y]) => [x, y * 1e200]), {}, 'variance of column 1 is too large'],
  ])('%s: case %#', async (tag, table, own, message) => {
    const outcome = await fitStream(streamOf(table, 64), { components: 3, strategy: 'joint', ...own })();
    expect(outcome).toMatchObject({ left: { _tag: tag, message: expect.stringContaining(message) as string } });
  });

  it('a column that the sample happens not to know', async () => {
    const table = rows.map(([x, y], n) => [x, n === 149 ? y : NaN]);
    const outcome = await fitStream(streamOf(table, 64), { components: 1, sample: 20, strategy: 'joint' })();
    expect(outcome).toMatchObject({
      left: { message: expect.stringContaining('the sample of 20 rows: column 1 has no known cell') as string },
    });
  });

  it('a row that no component reaches is named with its batch', async () => {
    const start = orThrow(
      mixtureOf({
        means: [[0, 0]],
        covariances: [
          [
            [1, 0],
            [0, 1],
          ],
        ],
      }),
    );
    const options = { components: 1, start, scale: 'none' as const };
    const outcome = await fitStream(streamOf(changed(70, [1e200, 0]), 64), options)();
    expect(outcome).toMatchObject({
      left: {
        message: expect.stringContaining(
          'row 6 lies too far from every component to be told apart, counted from row 64',
        ) as string,
      },
    });
  });

  it('a stream of nothing, of ragged rows, of batches out of order, or one that shrinks', async () => {
    const tables = (list: Table[]): RowStream => tablesFrom(() => list);
    const tablesFrom = (open: () => Table[]): RowStream => ({
      ...streamOf(rows, 9),
      async *batches(from = 0) {
        let at = from;
        for (const table of open()) {
          const data = Float64Array.from((table as number[][]).flat());
          const own = table as number[][];
          yield await Promise.resolve({ from: at, rows: own.length, columns: own[0].length, data });
          at += own.length;
        }
      },
    });
    const message = async (stream: RowStream): Promise<string> => {
      const outcome = await fitStream(stream, { components: 1, strategy: 'joint', tolerance: 0, maxPasses: 3 })();
      return E.isLeft(outcome) ? outcome.left.message : 'none';
    };
    expect(await message(tables([]))).toContain('the stream has no rows');
    expect(await message(tables([[[1, 2]], [[1, 2, 3]]]))).toContain('the rows from 1 on have 3 cells');
    const late: RowStream = { ...streamOf(rows, 9), batches: () => streamOf(rows, 9).batches(5) };
    expect(await message(late)).toContain('a batch begins at row 5, not at 0');
    let pass = 0;
    expect(await message(tablesFrom(() => [rows, rows].slice(0, pass++ === 0 ? 2 : 1)))).toContain(
      'a pass had 150 rows where the first had 300',
    );
  });

  it('what the source throws: its problem with its own words, a defect as it is', async () => {
    const failing = (error: Error): RowStream => ({
      columns: 2,
      batches: () => ({
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
      }),
    });
    const cause = problem('FileChanged', { what: 'The file has changed' });
    expect(await fitStream(failing(new ProblemError(cause)), { components: 1 })()).toEqual(
      E.left({ _tag: 'UnreadableRows', message: 'The file has changed', cause }),
    );
    await expect(fitStream(failing(new TypeError('defect')), { components: 1 })()).rejects.toThrow('defect');
  });
});
