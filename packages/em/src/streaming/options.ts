import type { Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { invalidOption, type MixtureProblem } from '../failure';
import { checkOptions, type FitOptions } from '../fit/options';
import type { Mixture } from '../mixture/mixture';
import { checkComputing } from '../threads/computing';
import type { RowStream } from './row-stream';
import type { StreamState } from './state';

/**
 * What `fitStream` can be told: what `fit` takes, for the start that is fitted to a sample of the rows, and when the passes
 * over all rows end. A `start` that is a mixture is where the passes begin, without a sample.
 */
export interface StreamOptions extends Omit<FitOptions, 'weights' | 'onProgress'> {
  /** Most rows of the sample that the start is fitted to; 20,000. A table with no more rows is fitted as `fit` does first. */
  readonly sample?: number;
  /** Most EM passes over all rows; 100. */
  readonly maxPasses?: number;
  /** The passes end when the mean log-density per row changes by less than this from one to the next, in nats; 1e-6. 0: never early, unless one pass solves it. */
  readonly tolerance?: number;
  /** Called when a batch has been dealt with, and for the start. */
  readonly onProgress?: (progress: StreamProgress) => void;
  /** Called with the state at the end of each pass and after so many batches within one; a promise is waited for. */
  readonly onCheckpoint?: (state: StreamState) => void | Promise<void>;
  /** Batches between two checkpoints within a pass; 64. */
  readonly checkpointEvery?: number;
  /** Goes on from a state that a fit of the same stream with the same options handed out, to the same bits. */
  readonly resume?: StreamState;
}

/** How far a streamed fit is. */
export interface StreamProgress {
  /** `scan`: the first look at all rows; `start`: the fit to the sample; `em`: the passes. */
  readonly phase: 'scan' | 'start' | 'em';
  /** EM passes that were begun; 0 before the first. */
  readonly pass: number;
  /** Rows of this pass so far. */
  readonly rows: number;
  /** Rows of the table, where they are known yet. */
  readonly totalRows: number | undefined;
  /** Mean log-density per row that the last finished EM pass began with, or of the sample while it is fitted; undefined before. */
  readonly logLikelihood: number | undefined;
}

/** The stream could not be read to its end; the message is the source's own. */
export interface UnreadableRows extends Problem<'UnreadableRows'> {
  readonly cause: Problem;
}

/** A streamed fit that was cancelled: `resume: state` goes on where it stopped. */
export interface StreamCancelled extends Problem<'Cancelled'> {
  readonly state: StreamState;
  /** The mixture so far, where there is one. */
  readonly model: Mixture | undefined;
}

/** What may go wrong with a streamed fit. */
export type StreamProblem = MixtureProblem | UnreadableRows | StreamCancelled;

/** The numbers that have a default. */
export interface StreamLimits {
  readonly sample: number;
  readonly maxPasses: number;
  readonly tolerance: number;
  readonly checkpointEvery: number;
}

/** Options with their defaults. */
export function limitsOf(options: StreamOptions): StreamLimits {
  const { sample = 20_000, maxPasses = 100, tolerance = 1e-6, checkpointEvery = 64 } = options;
  return { sample, maxPasses, tolerance, checkpointEvery };
}

/** Checks the options before anything is read. */
export function checkStreamOptions(
  stream: RowStream,
  options: StreamOptions,
): E.Either<Problem<'InvalidOption' | 'InvalidData' | 'NumericalFailure'>, StreamOptions> {
  const { tolerance, ...whole } = limitsOf(options);
  for (const [name, value] of Object.entries(whole))
    if (!(Number.isSafeInteger(value) && value >= 1))
      return invalidOption(`${name} is ${value}`, 'give a whole number of at least 1');
  if (!(tolerance >= 0)) return invalidOption(`tolerance is ${tolerance}`, 'give a number of at least 0');
  const computing = checkComputing(options);
  if (E.isLeft(computing)) return computing;
  const { start, components } = options;
  if (typeof start !== 'object' && components > whole.sample)
    return invalidOption(
      `components is ${components}, but the start is fitted to a sample of ${whole.sample} rows`,
      'raise sample to some hundred rows a component',
    );
  const checked = checkOptions(options, { rows: stream.rows ?? Infinity, dimension: stream.columns });
  if (E.isLeft(checked)) return checked;
  return checkResume(stream, options);
}

function checkResume(stream: RowStream, options: StreamOptions): E.Either<Problem<'InvalidOption'>, StreamOptions> {
  const { resume, components, covarianceType = 'full' } = options;
  if (resume === undefined) return E.right(options);
  const other = (what: string) =>
    invalidOption(`the state to resume from ${what}`, 'give the stream and the options that it was made with');
  if (resume.columns !== stream.columns) return other(`has ${resume.columns} columns, the stream ${stream.columns}`);
  if (resume.phase === 'scan') {
    const capacity = typeof options.start === 'object' ? 0 : limitsOf(options).sample;
    return resume.capacity === capacity ? E.right(options) : other(`has a sample of ${resume.capacity} rows`);
  }
  if (stream.rows !== undefined && resume.rows !== stream.rows)
    return other(`has ${resume.rows} rows, the stream ${stream.rows}`);
  if (resume.components !== components || resume.covarianceType !== covarianceType)
    return other(`has ${resume.components} ${resume.covarianceType} components`);
  return E.right(options);
}
