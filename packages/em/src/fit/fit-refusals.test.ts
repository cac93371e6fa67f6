import { fold, key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import { gappy, rows, run, steps } from '../fixtures/fitting';
import { covarianceTypes, largestDifference } from '../fixtures/random-cases';
import { covarianceOf, fit, runOrThrow, type FitOptions, type Mixture, type Progress, type Table } from '../index';

describe('awkward data', () => {
  it('one row, one component', async () => {
    const { model } = await run([[3, 4]], { components: 1, floor: 0.5 });
    expect(Array.from(model.means)).toEqual([3, 4]);
    expect(largestDifference(model.covariances, [0.5, 0, 0, 0.5])).toBeLessThan(1e-12);
  });

  it.each(covarianceTypes)('duplicate rows only, %s', async (covarianceType) => {
    for (const strategy of ['joint', 'bcl'] as const) {
      const { model, logLikelihood } = await run(
        Array.from({ length: 9 }, () => [1, 2]),
        { components: 2, covarianceType, strategy, floor: 1e-3 },
      );
      expect(Number.isFinite(logLikelihood)).toBe(true);
      expect(model.means.every(Number.isFinite)).toBe(true);
      expect(model.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    }
  });

  it('a constant column gets the floor, also where its mean rounds', async () => {
    const flat = rows.map(([a]) => [a, 0.1]);
    const { model } = await run(flat, { components: 2, floor: 1e-4 });
    for (let k = 0; k < 2; k++) {
      expect(model.means[k * 2 + 1]).toBeCloseTo(0.1, 12);
      expect(covarianceOf(model, k)[3]).toBeCloseTo(1e-4, 10);
    }
  });

  it('two equal columns', async () => {
    const { model } = await run(
      rows.map(([a]) => [a, a]),
      { components: 2 },
    );
    expect(model.covariances.every(Number.isFinite)).toBe(true);
  });

  it('columns of scale 1e-12 fit as well as in any other unit', async () => {
    const tiny = gappy.map(([a, b]) => [a * 1e-12, b]);
    const [small, usual] = [await run(tiny), await run(gappy)];
    expect(
      largestDifference(
        small.model.means.map((m, i) => (i % 2 === 0 ? m * 1e12 : m)),
        usual.model.means,
      ),
    ).toBeLessThan(1e-6);
  });

  it.each<[string, Table, Partial<FitOptions>, string, RegExp]>([
    [
      'numbers near 1e200, scaled',
      [[1e200], [-1e200], [0]],
      {},
      'NumericalFailure',
      /the variance of column 0 is too large for float64; divide/,
    ],
    [
      'numbers near 1e200, as they are',
      [[1e200], [-1e200], [0]],
      { scale: 'none', start: 'normal' },
      'NumericalFailure',
      /row 0 lies too far/,
    ],
    [
      'a singular covariance without a floor',
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      { floor: 0 },
      'NumericalFailure',
      /component 0 is not positive definite; raise the eigenvalue floor/,
    ],
    ['no rows', [], {}, 'InvalidData', /no rows/],
    ['ragged rows', [[1], [1, 2]], {}, 'InvalidData', /row 1 has 2 cells where row 0 has 1/],
    ['texts', [['a']] as unknown as number[][], {}, 'InvalidData', /"a", not a number/],
    ['infinities', [[Infinity]], {}, 'InvalidData', /Infinity \(row 0, column 0\)/],
    ['weights of another length', [[1], [2]], { weights: [1] }, 'InvalidData', /1 weights for 2 rows/],
    ['negative weights', [[1], [2]], { weights: [1, -1] }, 'InvalidData', /weight of row 1 is -1/],
    ['weights of NaN', [[1], [2]], { weights: [1, NaN] }, 'InvalidData', /weight of row 1 is NaN/],
  ])('%s: one clear line', async (_name, table, options, tag, message) => {
    const refused = await fit(table, { components: 1, strategy: steps(5), ...options })();
    expect(refused).toMatchObject({ left: { _tag: tag, message: expect.stringMatching(message) as string } });
    expect(E.isLeft(refused) && refused.left.message).not.toContain('\n');
  });
});

describe('cancelling', () => {
  it('stops in mid-run with the model so far', async () => {
    const controller = new AbortController();
    let last: Mixture | undefined;
    const onProgress = ({ iteration, mixture }: Progress): void => {
      last = mixture();
      if (iteration === 7) controller.abort();
    };
    const stopped = await fit(rows, { components: 3, strategy: steps(50), signal: controller.signal, onProgress })();
    expect(stopped).toMatchObject({ left: { _tag: 'Cancelled', model: last } });
    expect(E.isLeft(stopped) && stopped.left.message).toContain('the fit was cancelled');
  });

  it('gives the best finished restart when it comes in a later one', async () => {
    const controller = new AbortController();
    const options = { components: 3, seed: fold(key(0), 'x'), strategy: steps(10) };
    const onProgress = ({ restart }: Progress): void => {
      if (restart === 1) controller.abort();
    };
    const first = await runOrThrow(fit(rows, options));
    const stopped = await fit(rows, { ...options, restarts: 3, signal: controller.signal, onProgress })();
    expect(stopped).toMatchObject({ left: { _tag: 'Cancelled', model: first.model } });
  });

  it('before the first step has no model', async () => {
    const stopped = await fit(rows, { components: 3, signal: AbortSignal.abort() })();
    expect(stopped).toMatchObject({ left: { _tag: 'Cancelled', model: undefined } });
  });

  it('fits nothing before the task is run, and anew each time it is', async () => {
    let calls = 0;
    const task = fit(rows, { components: 3, strategy: steps(2), onProgress: () => calls++ });
    expect(calls).toBe(0);
    const [a, b] = [await task(), await task()];
    expect(calls).toBe(4);
    expect(a).toEqual(b);
  });
});
