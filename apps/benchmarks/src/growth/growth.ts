import { runOrThrow } from '@bcl/errors';
import { compareMethods, type Method } from '@bcl/lab';
import { fitGrowth, type PowerLaw } from '../numbers/power-law';
import { spread } from '../numbers/spread';
import type { EMTimings } from '../programs/job';
import { runProgram } from '../programs/run-program';
import { warmUpFor } from '../programs/warm-up';
import type { Entrant } from '../race/entrant';
import { temporaryFolder, type Run } from '../race/race';
import { sizesAt, type GrowthAxis, type Sizes } from './axes';
import { withDenseFiles } from './dense-case';

/** The times of one program along an axis. */
export interface GrowthCurve extends Pick<Entrant, 'side' | 'threads' | 'name'> {
  /** The fastest of iterations that all do the same, at each of the axis's values. */
  readonly milliseconds: readonly number[];
  /** The law of the upper half of the values. */
  readonly law: PowerLaw;
}

/** An axis and what was measured along it. */
export interface GrowthResult {
  readonly axis: GrowthAxis;
  readonly curves: readonly GrowthCurve[];
}

/** Iterations at most. */
const MOST = 200;

/**
 * Times an iteration at every place of an axis, once: a curve shows by itself where a point is off.
 *
 * @param seconds length of one timing
 */
export async function growth(
  run: Run,
  axis: GrowthAxis,
  growing: readonly Entrant[],
  seconds: number,
): Promise<GrowthResult> {
  const times: number[][] = growing.map(() => []);
  for (const value of axis.values) {
    const sizes = sizesAt(axis, value);
    const at = await timesAt(run, `growth-${axis.letter}-${value}`, sizes, growing, seconds);
    at.forEach((time, i) => times[i].push(time));
  }
  const curves = growing.map(({ side, threads, name }, i) => ({
    ...{ side, threads, name },
    milliseconds: times[i],
    law: fitGrowth(axis.values, times[i]),
  }));
  return { axis, curves };
}

async function timesAt(
  run: Run,
  group: string,
  sizes: Sizes,
  growing: readonly Entrant[],
  seconds: number,
): Promise<number[]> {
  const { folder, signal, progress, seeds } = run;
  const methods = growing.map(({ name, threads, program }): Method<EMTimings> => ({
    name,
    run: () =>
      withDenseFiles(temporaryFolder(run), sizes, async ({ start, settled: _, ...table }) => {
        const warmUp = warmUpFor(sizes);
        const phases = [{ start, iterations: MOST, goOn: false, seconds }];
        const job = { kind: 'em', ...table, threads, warmUp, phases };
        const timings = (await runProgram(program, job, signal)) as EMTimings;
        return { metrics: { milliseconds: spread(timings.phases[0].milliseconds).least }, extra: timings };
      }),
  }));
  const only = seeds.slice(0, 1);
  const { cells } = await runOrThrow(
    compareMethods<EMTimings>({ methods, seeds: only, folder, signal, progress, group }),
  );
  return cells.map(({ metrics }) => metrics.milliseconds);
}
