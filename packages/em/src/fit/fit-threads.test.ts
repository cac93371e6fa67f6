import { key } from '@bcl/random';
import { rows as few } from '../fixtures/fitting';
import { covarianceTypes, drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import {
  bcl,
  bigLearn,
  fit,
  joint,
  runOrThrow,
  type FitOptions,
  type HistoryEntry,
  type Progress,
  type Strategy,
} from '../index';

const many = withGaps(drawRows(randomMixture(key(1), 'full', 3, 3), key(2), 3000), key(3), 0.02);
const run = (options: Partial<FitOptions>, table = many) =>
  runOrThrow(fit(table, { components: 3, start: 'rows', strategy: joint({ maxIterations: 6 }), ...options }));

describe('fit with threads', () => {
  it.each(covarianceTypes)('gives the bits of one thread, %s', async (covarianceType) => {
    const weights = many.map((_, n) => n % 3);
    for (const options of [{}, { scale: 'none' as const, weights }]) {
      const alone = await run({ ...options, covarianceType, threads: 1 });
      for (const threads of [2, 3]) expect(await run({ ...options, covarianceType, threads })).toEqual(alone);
    }
  });

  it('gives the bits of one thread with every strategy, restarts side by side', async () => {
    const strategies = {
      joint: joint({ maxIterations: 10 }),
      bcl: bcl({
        matchings: 2,
        starts: 1,
        kicks: 1,
        relocations: 1,
        tries: 1,
        firstSteps: 2,
        moreSteps: 1,
        tolerance: 1e-2,
      }),
      bigLearn: bigLearn({ iterations: 5, smoothing: 0.1 }),
    };
    for (const strategy of Object.values(strategies)) {
      const alone = await run({ strategy, restarts: 4, threads: 1 }, few);
      expect(await run({ strategy, restarts: 4, threads: 3 }, few)).toEqual(alone);
    }
  });

  it('runs a strategy of the caller’s own one restart after the other, with the same bits', async () => {
    let open = 0;
    const inner = joint({ maxIterations: 3 });
    const own: Strategy = {
      name: 'own',
      *fit(...given) {
        expect(++open).toBe(1);
        const outcome = yield* inner.fit(...given);
        open--;
        return outcome;
      },
    };
    const alone = await run({ strategy: inner, restarts: 3, threads: 1 }, few);
    expect(await run({ strategy: own, restarts: 3, threads: 3 }, few)).toEqual(alone);
  });

  it('tells of the steps of each restart in their order, each with its mixture', async () => {
    const seen: HistoryEntry[] = [];
    const sizes = new Set<number>();
    const onProgress = ({ mixture, ...entry }: Progress): void => {
      seen.push(entry);
      sizes.add(mixture().components);
    };
    const { history } = await run({ restarts: 5, threads: 3, onProgress }, few);
    expect([...seen].sort((a, b) => a.restart - b.restart)).toEqual(history);
    expect([...sizes]).toEqual([3]);
  });

  it('serves two fits that take turns', async () => {
    const options = [
      { threads: 3, seed: 1 },
      { threads: 2, seed: 2, restarts: 4 },
      { threads: 2, seed: 3, restarts: 4, strategy: joint({ maxIterations: 4 }) },
    ];
    const together = await Promise.all(options.map((each) => run(each)));
    for (const [i, each] of options.entries()) expect(together[i]).toEqual(await run({ ...each, threads: 1 }));
  });

  it('cancels restarts side by side with a model, and goes on to fit', async () => {
    const controller = new AbortController();
    const strategy = joint({ maxIterations: 1e9, tolerance: 0 });
    const onProgress = ({ iteration }: Progress): void => {
      if (iteration === 20) controller.abort();
    };
    const options = { components: 3, threads: 3, restarts: 4, strategy, signal: controller.signal };
    const stopped = await fit(few, { ...options, onProgress })();
    expect(stopped).toMatchObject({ left: { _tag: 'Cancelled', model: { components: 3, dimension: 2 } } });
    const timed = AbortSignal.timeout(50);
    const late = await fit(few, { ...options, signal: timed })();
    expect(late).toMatchObject({ left: { _tag: 'Cancelled', model: { components: 3 } } });
    expect(await run({ threads: 2 })).toEqual(await run({ threads: 1 }));
  });

  it('counts a restart that fails numerically, and says so when all do', async () => {
    const line = Array.from({ length: 40 }, (_, n) => [n, n]);
    for (const threads of [1, 3]) {
      const failed = await fit(line, { components: 2, restarts: 4, floor: 0, threads, strategy: 'joint' })();
      expect(failed).toMatchObject({ left: { _tag: 'NumericalFailure' } });
    }
  });

  it('passes on what onProgress throws', async () => {
    const onProgress = (): void => {
      throw new RangeError('from the listener');
    };
    await expect(run({ restarts: 4, threads: 3, onProgress }, few)).rejects.toThrow('from the listener');
  });
});
