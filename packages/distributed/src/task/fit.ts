import {
  bic,
  fit,
  meanLogDensity,
  predict,
  toJSON,
  type CovarianceType,
  type FitOptions,
  type Mixture,
  type MixtureJSON,
  type Table,
} from '@bcl/em';
import { orThrow } from '@bcl/errors';
import { adjustedRandIndex, normalizedMutualInformation } from '@bcl/metrics';
import { fold, key, type Key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import type { Task } from '../executor/executor';
import { rowsOf, type ShardRows } from '../shards/read-shard';
import type { ShardReference } from '../shards/reference';
import { timed } from './seconds';

/** Rows as they are, or where they can be read. */
export type FitTable = ShardRows | ShardReference;

/** A data set of {@link fitTask}. Plain data. */
export type FitData = {
  readonly train: FitTable;
  /** Rows that are not fitted, for the held-out likelihood. */
  readonly test?: FitTable;
  /** The class of each training row, for NMI and ARI; never fitted. */
  readonly labels?: Int32Array;
};

/** What is varied in a sweep: what `fit` can be told as plain data. */
export type FitSetting = {
  readonly components: number;
  readonly covarianceType?: CovarianceType;
  readonly strategy?: 'bcl' | 'joint' | 'bigLearn';
  readonly start?: 'normal' | 'kmeans' | 'kmeans++' | 'rows';
  readonly floor?: number;
  readonly ridge?: number;
  readonly scale?: 'standard' | 'none';
};

/** What {@link fitTask} is told. What its jobs share are the data sets by their names: `{ [name]: FitData }`. */
export type FitInput = {
  readonly data: string;
  readonly setting: FitSetting;
  readonly seed: number;
  /** Restart 0 of a seed is what `fit` does with that seed. */
  readonly restart: number;
};

/** A finished fit. */
export type FitScores = {
  /** Mean log-density per training row, in nats. */
  readonly logLikelihood: number;
  /** The same of the test rows, where there are some. */
  readonly heldOut?: number;
  /** Bayesian information criterion on the training rows; lower is better. */
  readonly bic: number;
  /** Normalised mutual information and adjusted Rand index of clusters and classes, where there are classes. */
  readonly nmi?: number;
  readonly ari?: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly mixture: MixtureJSON;
};

/** What a job of {@link fitTask} comes to. A fit that cannot be done is an outcome, so that the others of a sweep go on. */
export type FitOutput = { readonly seconds: number } & ({ readonly scores: FitScores } | { readonly failed: string });

/** Fits a data set once and scores the mixture. */
export const fitTask: Task<FitInput, FitOutput> = {
  name: 'fit',
  run: async ({ data, setting, seed, restart }, { signal, shared }) => {
    const { train, test, labels } = dataOf(shared, data);
    const table = await tableOf(train, signal);
    const held = test === undefined ? undefined : await tableOf(test, signal);
    // One thread: the machine is shared by as many jobs as it has cores.
    const options: FitOptions = { ...setting, seed: seedOf(seed, restart), signal, threads: 1 };
    const { value: fitted, seconds } = await timed(fit(table, options));
    if (E.isLeft(fitted)) return { seconds, failed: fitted.left.message };
    const { model, logLikelihood, converged, iterations } = fitted.right;
    const scores = {
      logLikelihood,
      ...(held === undefined ? {} : { heldOut: orThrow(meanLogDensity(model, held)) }),
      bic: orThrow(bic(model, table)),
      ...(labels === undefined ? {} : agreement(model, table, labels)),
      converged,
      iterations,
      mixture: toJSON(model),
    };
    return { seconds, scores };
  },
};

/** The first restart is the fit that the seed alone gives; the others have keys of their own. */
const seedOf = (seed: number, restart: number): Key | number =>
  restart === 0 ? seed : fold(fold(key(seed), 'restart of a sweep'), restart);

function agreement(model: Mixture, table: Table, labels: Int32Array): { nmi: number; ari: number } {
  const clusters = orThrow(predict(model, table));
  return { nmi: normalizedMutualInformation(labels, clusters), ari: adjustedRandIndex(labels, clusters) };
}

function dataOf(shared: unknown, name: string): FitData {
  const sets = typeof shared === 'object' && shared !== null ? (shared as Record<string, FitData>) : {};
  if (Object.hasOwn(sets, name)) return sets[name];
  throw new TypeError(`no data set is called ${JSON.stringify(name)} in what the jobs share`);
}

const tableOf = (table: FitTable, signal: AbortSignal): Promise<ShardRows> | ShardRows =>
  'url' in table ? rowsOf(table, { signal }) : table;
