import { isProblem, problem, type Problem } from '@bcl/errors';
import type { Key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { NumericalFailure } from '../expectation/components';
import { checkOptions, regularisationOf } from '../fit/options';
import type { Mixture } from '../mixture/mixture';
import { checkComputing } from '../threads/computing';
import { emptyScan, scanBatch } from './column-scan';
import { checkStreamOptions, limitsOf, type StreamLimits, type StreamOptions, type StreamProblem } from './options';
import { Passes } from './passes';
import { sampleBatch } from './reservoir';
import type { RowBatch, RowStream } from './row-stream';
import { checkScan, reservoirKey, startState } from './start-state';
import type { PassState, ScanState, StreamState } from './state';

/** A mixture fitted to a stream of rows, and how it came about. */
export interface FittedStream {
  readonly model: Mixture;
  /**
   * Mean log-density per row in nats under the mixture that the last pass began with. The model itself is one M step further,
   * so that its own is no lower (without ridge and active floor); to know it would take another pass.
   */
  readonly logLikelihood: number;
  /** False when `maxPasses` ended the fit. */
  readonly converged: boolean;
  /** EM passes over all rows. */
  readonly passes: number;
  readonly rows: number;
  /** Mean log-density per row in nats that each pass began with. */
  readonly history: readonly number[];
}

/**
 * Fits a Gaussian mixture to rows that need not fit in memory, by EM passes over a stream of batches. What is held is a batch,
 * the mixture and its statistics, and a sample of the rows while the start is fitted.
 *
 * A first pass takes the columns' moments, checks every cell and draws the sample; `fit` with the same options gives the start;
 * then every pass is one EM step on all rows. From an equal start the mixtures are those of `fit` with the strategy `joint`, but
 * for rounding; missing cells are integrated out in the same way.
 *
 * @param stream - the rows; `rowFile` of @bcl/datasets opens files, {@link rowStream} takes tables
 * @returns a task of the fit; `InvalidData`, `InvalidOption`, `NumericalFailure`, `UnreadableRows`, or `Cancelled` with a state
 * @example
 * ```ts
 * import { fitStream, rowStream, runOrThrow } from '@bcl/em';
 *
 * const stream = rowStream(1, () => [[[0], [NaN]], [[1]], [[5], [6]]]);
 * const { model, converged } = await runOrThrow(fitStream(stream, { components: 1 }));
 * model.means[0].toFixed(6); // => '3.000000'
 * converged; // => true
 * ```
 */
export function fitStream(stream: RowStream, options: StreamOptions): TE.TaskEither<StreamProblem, FittedStream> {
  return async () => {
    const checked = checkStreamOptions(stream, options);
    if (E.isLeft(checked)) return checked;
    try {
      return E.right(await new StreamFit(stream, options).run());
    } catch (error) {
      if (error instanceof Stopped) return E.left(error.problem);
      if (error instanceof NumericalFailure)
        return E.left(problem('NumericalFailure', { what: error.what, hint: error.hint }));
      throw error;
    }
  };
}

/** Ends a fit with a problem from any depth. */
class Stopped extends Error {
  constructor(readonly problem: StreamProblem) {
    super(problem.message);
  }
}

function orStop<A>(either: E.Either<StreamProblem, A>): A {
  if (E.isLeft(either)) throw new Stopped(either.left);
  return either.right;
}

/** Multiply-adds after which timers and signals get a turn, where the stream itself does not wait for anything. */
const WORK_PER_TURN = 4e8;

class StreamFit {
  private readonly limits: StreamLimits;
  private readonly key: Key;
  private work = 0;

  constructor(
    private readonly stream: RowStream,
    private readonly options: StreamOptions,
  ) {
    this.limits = limitsOf(options);
    this.key = reservoirKey(options);
  }

  async run(): Promise<FittedStream> {
    const { resume } = this.options;
    const begun = resume?.phase === 'em' ? resume : await this.start(await this.scan(resume));
    const passes = new Passes(begun, regularisationOf(this.options), orStop(checkComputing(this.options)));
    while (!this.ended(passes)) await this.pass(passes, begun.rows);
    return {
      model: passes.mixture,
      logLikelihood: passes.history[passes.history.length - 1],
      converged: passes.converged(this.limits.tolerance),
      passes: passes.history.length,
      rows: begun.rows,
      history: passes.history,
    };
  }

  private ended(passes: Passes): boolean {
    return passes.history.length >= this.limits.maxPasses || passes.converged(this.limits.tolerance);
  }

  /** The first look at all rows. */
  private async scan(resume: ScanState | undefined): Promise<ScanState> {
    const { columns } = this.stream;
    const capacity = typeof this.options.start === 'object' ? 0 : this.limits.sample;
    const scan = resume === undefined ? emptyScan(columns) : structuredClone(resume.scan);
    const sample = resume === undefined ? new Float64Array(capacity * columns) : resume.sample.slice();
    let row = resume?.row ?? 0;
    const state = (done: boolean): ScanState => ({
      phase: 'scan',
      columns,
      row,
      done,
      scan: structuredClone(scan),
      capacity,
      sample: sample.slice(),
    });
    if (resume?.done !== true)
      await this.eachBatch(
        row,
        () => state(false),
        undefined,
        (batch) => {
          const infinite = scanBatch(scan, batch);
          if (infinite !== undefined) throw new Stopped(infiniteCell(infinite.row, infinite.column));
          sampleBatch(sample, capacity, this.key, batch);
          row += batch.rows;
          this.options.onProgress?.({
            phase: 'scan',
            pass: 0,
            rows: row,
            totalRows: this.stream.rows,
            logLikelihood: undefined,
          });
        },
      );
    const scanned = state(true);
    orStop(checkScan(scanned));
    orStop(checkOptions(this.options, { rows: row, dimension: columns }));
    if (resume?.done !== true) await this.options.onCheckpoint?.(scanned);
    return scanned;
  }

  private async start(scanned: ScanState): Promise<PassState> {
    const totalRows = scanned.row;
    const report = (rows: number, logLikelihood: number | undefined): void =>
      this.options.onProgress?.({ phase: 'start', pass: 0, rows, totalRows, logLikelihood });
    const found = await startState(scanned, this.options, ({ logLikelihood, matched }) =>
      report(0, matched === scanned.columns ? logLikelihood : undefined),
    );
    if (E.isLeft(found) && found.left._tag === 'Cancelled') throw new Stopped(cancelled(scanned, undefined));
    const state = orStop(found as E.Either<StreamProblem, PassState>);
    await this.options.onCheckpoint?.(state);
    return state;
  }

  private async pass(passes: Passes, rows: number): Promise<void> {
    const { components } = this.options;
    const { columns } = this.stream;
    await this.eachBatch(
      passes.row,
      () => passes.state(),
      passes,
      (batch) => {
        passes.add(batch);
        this.work += batch.rows * components * columns * (columns + 8);
        const { history } = passes;
        this.options.onProgress?.({
          phase: 'em',
          pass: history.length + 1,
          rows: passes.row,
          totalRows: rows,
          logLikelihood: history[history.length - 1],
        });
      },
    );
    if (passes.row !== rows) throw new Stopped(otherRows(passes.row, rows));
    passes.update();
    await this.options.onCheckpoint?.(passes.state());
  }

  /** Reads on from a row to the end, with checkpoints on the way, and stops where it is told to. */
  private async eachBatch(
    from: number,
    state: () => StreamState,
    passes: Passes | undefined,
    take: (batch: RowBatch) => void,
  ): Promise<void> {
    let row = from;
    let batches = 0;
    const stopIfAsked = (): void => {
      if (this.options.signal?.aborted === true) throw new Stopped(cancelled(state(), passes?.mixture));
    };
    stopIfAsked();
    try {
      for await (const batch of this.stream.batches(from, { reuse: true })) {
        stopIfAsked();
        this.check(batch, row);
        take(batch);
        row += batch.rows;
        batches++;
        if (batches % this.limits.checkpointEvery === 0) await this.options.onCheckpoint?.(state());
        if (this.work < WORK_PER_TURN) continue;
        this.work = 0;
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
      }
    } catch (error) {
      throw sourceProblem(error) ?? error;
    }
    stopIfAsked();
  }

  private check(batch: RowBatch, row: number): void {
    const { columns } = this.stream;
    if (batch.columns !== columns)
      throw new Stopped(invalidRows(`the rows from ${row} on have ${batch.columns} cells, those before ${columns}`));
    if (batch.from !== row) throw new Stopped(invalidRows(`a batch begins at row ${batch.from}, not at ${row}`));
  }
}

/** What a stream throws is a problem of the data where it carries one; anything else is a defect. */
function sourceProblem(error: unknown): Stopped | undefined {
  if (typeof error !== 'object' || error === null || !('problem' in error) || error instanceof Stopped)
    return undefined;
  const cause = error.problem;
  return isProblem(cause) ? new Stopped({ _tag: 'UnreadableRows', message: cause.message, cause }) : undefined;
}

function cancelled(state: StreamState, model: Mixture | undefined): StreamProblem {
  const what =
    state.phase === 'scan'
      ? `the fit was cancelled at row ${state.row} of its first look at the rows`
      : `the fit was cancelled at row ${state.row} of pass ${state.history.length + 1}`;
  return { ...problem('Cancelled', { what, hint: 'go on from its `state` with the option resume' }), state, model };
}

const invalidRows = (what: string): Problem<'InvalidData'> =>
  problem('InvalidData', { what, hint: 'a stream gives the same rows, of equal width and in order, on every pass' });

const otherRows = (now: number, before: number): Problem<'InvalidData'> =>
  invalidRows(`a pass had ${now} rows where the first had ${before}`);

const infiniteCell = (row: number, column: number): Problem<'InvalidData'> =>
  problem('InvalidData', {
    what: 'a cell is infinite',
    where: `row ${row}, column ${column}`,
    hint: 'remove the row, or mark the cell as missing with NaN',
  });
