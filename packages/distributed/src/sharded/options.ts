import type { CovarianceType, FitOptions, Mixture } from '@bcl/em';
import { problem } from '@bcl/errors';
import { createHash } from 'node:crypto';
import type { DistributedProblem } from '../executor/executor';
import type { ShardReference } from '../shards/reference';
import type { ShardedState } from './state';

/** What a fit over shards can be told; only `components` is required. */
export interface ShardedFitOptions {
  /** K, at least 1. */
  readonly components: number;
  /** `full` by default. */
  readonly covarianceType?: CovarianceType;
  /** Where EM starts, in the data's units; without it, a mixture fitted to a sample of the rows. */
  readonly start?: Mixture;
  /** How the sample is fitted, as `fit` of @bcl/em takes it; `bcl` and one restart by default. */
  readonly sampleFit?: Pick<FitOptions, 'strategy' | 'restarts'>;
  /** Rows of the sample, at most; 10 000. */
  readonly sampleRows?: number;
  /** `standard` by default: columns are brought to mean 0 and variance 1, and the mixture back afterwards. */
  readonly scale?: 'standard' | 'none';
  /** Smallest eigenvalue of a covariance, in squared units of the scaled data; 1e-6. */
  readonly floor?: number;
  /** Added to the diagonal of every covariance after each pass, in the same units; 0. */
  readonly ridge?: number;
  /** Where the choice of the sample and its fit come from; 0. */
  readonly seed?: number;
  /** EM ends when the mean log-density per row changes by less than this from one pass to the next, in nats; 1e-6. 0: never early. */
  readonly tolerance?: number;
  /** Most EM passes; 100. */
  readonly maxPasses?: number;
  /**
   * Begins the ids of all jobs. A hash of shards and options without it; give one of your own where files may change under the same
   * name, so that no result of an earlier run is taken for one of this.
   */
  readonly run?: string;
  /** Goes on from a checkpoint, to the result of the uninterrupted run bit for bit. */
  readonly resume?: ShardedState;
  /** Called after every pass; what it returns is waited for. */
  readonly onPass?: (report: PassReport) => void | Promise<void>;
  /** Called with the state after the first look and after every pass: what a checkpoint holds. It is waited for. */
  readonly onCheckpoint?: (state: ShardedState) => void | Promise<void>;
  /** Called when a job ends. */
  readonly onJob?: (report: JobReport) => void;
  readonly signal?: AbortSignal;
}

/** The `look` finds moments and a sample, each `em` pass ends in an update, the `score` is the likelihood of the result. */
export type PassKind = 'look' | 'em' | 'score';

/** What is known after a pass. */
export interface PassReport {
  /** From 1; 0 for the first look. */
  readonly pass: number;
  readonly kind: PassKind;
  /** Mean log-density per row before the pass's update, in nats and the data's units; undefined for the look. */
  readonly logLikelihood: number | undefined;
  /** Seconds that each shard's job took where it ran, in the order of the shards. */
  readonly jobSeconds: readonly number[];
}

/** A job that ended. */
export interface JobReport {
  readonly pass: number;
  readonly kind: PassKind;
  /** Index among the shards. */
  readonly shard: number;
  readonly seconds: number;
}

/** What decides the result of a run beside the contents of its shards. */
export type Settings = {
  readonly components: number;
  readonly covarianceType: CovarianceType;
  readonly scale: 'standard' | 'none';
  readonly floor: number;
  readonly ridge: number;
  readonly seed: number;
  readonly sampleRows: number;
};

/** The settings in force. */
export const settingsOf = ({
  components,
  covarianceType = 'full',
  scale = 'standard',
  floor = 1e-6,
  ridge = 0,
  seed = 0,
  sampleRows = 10_000,
}: ShardedFitOptions): Settings => ({ components, covarianceType, scale, floor, ridge, seed, sampleRows });

/** Names shards and settings: a checkpoint belongs to one such name. */
export const fingerprintOf = (shards: readonly ShardReference[], settings: Settings): string =>
  createHash('sha256').update(JSON.stringify({ shards, settings })).digest('hex').slice(0, 16);

/** What is wrong with the options, if anything. */
export function optionProblem(
  shards: readonly ShardReference[],
  options: ShardedFitOptions,
): DistributedProblem | undefined {
  const { components, covarianceType, scale, floor, ridge, seed, sampleRows } = settingsOf(options);
  const { tolerance = 1e-6, maxPasses = 100, start, resume } = options;
  if (shards.length === 0) return invalid('there are no shards', 'give at least one reference');
  for (const [name, value, least] of [
    ['components', components, 1],
    ['maxPasses', maxPasses, 1],
    ['seed', seed, 0],
    ['sampleRows', sampleRows, 1],
  ] as const)
    if (!(Number.isSafeInteger(value) && value >= least))
      return invalid(`${name} is ${value}`, `give a whole number of at least ${least}`);
  for (const [name, value] of Object.entries({ floor, ridge, tolerance }))
    if (!(value >= 0 && value < Infinity)) return invalid(`${name} is ${value}`, 'give a finite number of at least 0');
  if (!['full', 'tied', 'diagonal', 'spherical'].includes(covarianceType))
    return invalid(`covarianceType is ${covarianceType}`, "use 'full', 'tied', 'diagonal' or 'spherical'");
  if (!['standard', 'none'].includes(scale)) return invalid(`scale is ${scale}`, "use 'standard' or 'none'");
  if (start !== undefined && (start.components !== components || start.covarianceType !== covarianceType))
    return invalid(
      `the start has ${start.components} ${start.covarianceType} components, not ${components} ${covarianceType}`,
      'start from a mixture of the shape that is to be fitted',
    );
  if (resume !== undefined && resume.fingerprint !== fingerprintOf(shards, settingsOf(options)))
    return invalid(
      'the checkpoint belongs to other shards or settings',
      'give the shards and the settings it was made with, or begin anew',
    );
  return undefined;
}

/** A problem with an option: what it is now, and what would do. */
export const invalid = (what: string, hint: string): DistributedProblem => problem('InvalidOption', { what, hint });
