import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { problem, type Problem } from '@bcl/errors';
import { duration } from '../progress/line';
import type { Progress } from '../progress/progress';
import { thrownMessage } from '../run/disk';
import { problemOf } from '../run/failure';
import type { RunFolder } from '../run/folder';
import type { Json } from '../run/json';
import type { Summary } from '../run/summary';
import { readCell, writeCell, type Cell } from './cell';
import { summarize } from './summarize';

/** What a method is given beside the seed. */
export interface MethodTools {
  /** Aborted by Ctrl-C; a result that comes after that is thrown away. */
  readonly signal: AbortSignal;
  /**
   * Adds a line to metrics.jsonl and moves the progress bar.
   *
   * @param fraction how much of this fit is done, in [0, 1]
   * @param values the figures of this moment; `step` is usual
   * @param part what was done last, for fits of many minutes: it is shown with the time that this fit still takes
   */
  readonly report: (fraction: number, values: Readonly<Record<string, number>>, part?: string) => void;
  /** Lets signals through; await it now and then in work that blocks. */
  readonly pause: () => Promise<void>;
}

/** What a method gives back. */
export interface MethodResult<Extra extends Json> {
  /** The scores, the same names for every method and seed. NaN is refused, an infinite value is kept as null. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Kept with the cell for figures: curves, fitted parameters. Numbers that are not finite come back as null. */
  readonly extra: Extra;
}

/** One of the methods under comparison. */
export interface Method<Extra extends Json = Json> {
  readonly name: string;
  run(seed: number, tools: MethodTools): Promise<MethodResult<Extra>> | MethodResult<Extra>;
}

/** Settings of {@link compareMethods}. */
export interface ComparisonRequest<Extra extends Json> {
  readonly methods: readonly Method<Extra>[];
  readonly seeds: readonly number[];
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that never goes back; by default `performance.now`. */
  readonly clock?: () => number;
  /** Names what is compared when one run compares several things, data sets say: metrics become `group/metric`. */
  readonly group?: string;
  /** Starts a progress bar; `context.progress` of an app. */
  readonly progress?: (total: number, unit: string, before: number) => Progress;
  /** The metrics to show beside the bar; all by default. */
  readonly show?: readonly string[];
}

/** All cells, and their summary as it stands in summary.json. */
export interface Comparison<Extra extends Json> {
  readonly summary: Summary;
  /** By seed, then by method, in the order asked for. */
  readonly cells: readonly Cell<Extra>[];
}

/**
 * Runs every method for every seed, seed by seed, and keeps each result in `cells/` as soon as it is there: a run that
 * is stopped, or killed, loses only the cell in hand, and a resumed one skips what is done and ends with the same
 * summary. summary.json is written after each seed that all methods have finished.
 *
 * @returns the comparison; `CellFailed` when a method threw or gave a bad result, `Interrupted` when the signal came.
 * A `ProblemError` thrown by a method or by the disk is handed on as its problem
 * @throws RangeError when there are no methods or seeds, or two of the same name
 */
export function compareMethods<Extra extends Json = null>(
  request: ComparisonRequest<Extra>,
): TaskEither<Problem, Comparison<Extra>> {
  return async () => {
    checkRequest(request);
    const { methods, seeds, folder, signal, group = '' } = request;
    const clock = request.clock ?? (() => performance.now());
    const total = methods.length * seeds.length;
    const cells: Cell<Extra>[] = [];
    let progress: Progress | undefined;
    try {
      for (const seed of seeds) {
        for (const method of methods) {
          const kept = await readCell<Extra>(folder, group, method.name, seed);
          if (kept !== undefined) {
            cells.push(kept);
            continue;
          }
          progress ??= request.progress?.(total, 'fits', cells.length);
          const cell = await runCell(request, method, seed, cells.length, progress, clock);
          if (E.isLeft(cell)) return cell;
          cells.push(cell.right);
          // A turn of the event loop, in which a signal can be heard.
          await setImmediate();
        }
        const finished = seeds.slice(0, seeds.indexOf(seed) + 1);
        await folder.writeSummary(summarize(folder.manifest.app, methods, finished, cells), group);
      }
    } catch (error) {
      const found = problemOf(error);
      if (found === undefined) throw error;
      return E.left(found);
    } finally {
      progress?.finish(signal.aborted ? 'stopped' : undefined);
    }
    return E.right({ summary: summarize(folder.manifest.app, methods, seeds, cells), cells });
  };
}

async function runCell<Extra extends Json>(
  request: ComparisonRequest<Extra>,
  method: Method<Extra>,
  seed: number,
  done: number,
  progress: Progress | undefined,
  clock: () => number,
): Promise<E.Either<Problem, Cell<Extra>>> {
  const { folder, signal, group = '' } = request;
  const where: Readonly<Record<string, string>> = group === '' ? {} : { group };
  const label = `${group === '' ? '' : `${group} `}${method.name}, seed ${seed}`;
  const interrupted = problem('Interrupted', { what: 'Stopped', where: label });
  if (signal.aborted) return E.left(interrupted);
  const start = clock();
  const elapsed = () => Math.round(clock() - start) / 1000;
  progress?.update({ done, label });

  const leftAt = timeLeft(clock);
  const refused: unknown[] = []; // reports that the disk refused, which the method knows nothing of
  const tools: MethodTools = {
    signal,
    report(fraction, values, part) {
      const left = part === undefined ? '' : leftAt(fraction);
      const line = { ...where, method: method.name, seed, seconds: elapsed(), ...values };
      folder.record(line).catch((error: unknown) => refused.push(error));
      progress?.update({
        done: done + Math.min(1, Math.max(0, fraction)),
        label: part === undefined ? label : `${label}, ${part}${left}`,
        figures: shown(request, values),
      });
    },
    pause: () => setImmediate(),
  };
  let result: MethodResult<Extra>;
  try {
    result = await method.run(seed, tools);
    await tools.pause();
  } catch (error) {
    if (signal.aborted) return E.left(interrupted);
    return E.left(problemOf(error) ?? failed(label, thrownMessage(error), error));
  }
  const unrecorded = refused.map(problemOf).find((found) => found !== undefined);
  if (unrecorded !== undefined) return E.left(unrecorded);
  if (signal.aborted) return E.left(interrupted);
  const bad = Object.entries(result.metrics).find(([, value]) => Number.isNaN(value));
  if (bad !== undefined) return E.left(failed(label, `its ${bad[0]} is not a number`));
  const seconds = elapsed();
  const cell = await writeCell(folder, group, { method: method.name, seed, seconds, ...result });
  await folder.record({ ...where, method: method.name, seed, seconds, done: true, ...result.metrics });
  progress?.update({ done: done + 1, label, figures: shown(request, result.metrics) });
  return E.right(cell);
}

/**
 * How long a fit still takes by the pace between its first report and this one, in words that follow a comma; nothing at the first
 * and the last. A resumed fit so counts only what it does itself.
 */
function timeLeft(clock: () => number): (fraction: number) => string {
  let first: { readonly fraction: number; readonly at: number } | undefined;
  return (fraction) => {
    first ??= { fraction, at: clock() };
    const pace = (fraction - first.fraction) / (clock() - first.at);
    return pace > 0 && fraction < 1 ? `, ${duration((1 - fraction) / pace)} left in it` : '';
  };
}

function failed(label: string, why: string, cause?: unknown): Problem<'CellFailed'> & { readonly cause?: unknown } {
  const hint = 'the results before it are kept: --resume goes on from there';
  return { ...problem('CellFailed', { what: 'A fit failed', where: label, why, hint }), cause };
}

function shown<Extra extends Json>(request: ComparisonRequest<Extra>, values: Readonly<Record<string, number>>) {
  const { show } = request;
  return show === undefined
    ? values
    : Object.fromEntries(Object.entries(values).filter(([name]) => show.includes(name)));
}

function checkRequest<Extra extends Json>({ methods, seeds }: ComparisonRequest<Extra>): void {
  const names = methods.map((method) => method.name);
  if (names.length === 0 || seeds.length === 0) throw new RangeError('a comparison needs a method and a seed');
  if (new Set(names).size < names.length) throw new RangeError(`two methods have one name: ${names.join(', ')}`);
  if (new Set(seeds).size < seeds.length) throw new RangeError(`a seed stands twice: ${seeds.join(', ')}`);
}
