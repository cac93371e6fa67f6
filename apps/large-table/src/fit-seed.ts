import type { RowFile } from '@bcl/datasets';
import { toJSON, type CovarianceType, type Mixture } from '@bcl/em';
import { ProblemError, problem } from '@bcl/errors';
import type { Progress, RunFolder } from '@bcl/lab';
import { Checkpoint } from './checkpoint';
import { fitByPasses } from './fit-by-passes';
import { fitByBatches } from './fit-by-batches';
import type { Result } from './result';
import { Throughput } from './throughput';

/** The fit of one seed: what is asked for, and where it is done. */
export interface SeedRequest {
  readonly components: number;
  readonly covarianceType: string;
  readonly mode: string;
  readonly passes: number;
  readonly tolerance: number;
  readonly strategy: string;
  readonly sample: number;
  readonly threads: string;
  readonly checkpoint: number;
  readonly seed: number;
  readonly table: RowFile;
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly progress: (total: number, unit: string, before?: number) => Progress;
}

/** What the two ways to fit are given. */
export interface Work extends SeedRequest {
  readonly fitOptions: {
    readonly components: number;
    readonly covarianceType: CovarianceType;
    readonly strategy: 'bcl' | 'joint';
    readonly threads: 'auto' | number;
    readonly seed: number;
    readonly signal: AbortSignal;
  };
  readonly store: Checkpoint;
  readonly throughput: Throughput;
}

/** What the two ways to fit give. */
export interface Fit extends Pick<Result, 'rows' | 'logLikelihood' | 'converged' | 'history'> {
  readonly model: Mixture;
}

/** Fits one seed, from its checkpoint on where there is one; undefined when it was stopped. */
export async function fitSeed(request: SeedRequest): Promise<Result | undefined> {
  const { folder, seed, mode, signal } = request;
  const name = `fits/seed-${seed}.json`;
  const done = (await folder.readJson(name)) as Result | undefined;
  if (done !== undefined) return done;
  const store = await Checkpoint.open(folder, `checkpoints/seed-${seed}.json`, request.checkpoint);
  const throughput = new Throughput();
  const fitOptions = {
    components: request.components,
    covarianceType: request.covarianceType as CovarianceType,
    strategy: request.strategy as 'bcl' | 'joint',
    threads: threadsOf(request.threads),
    seed,
    signal,
  };
  const work: Work = { ...request, fitOptions, store, throughput };
  const fit = await (mode === 'stepwise' ? fitByBatches(work) : fitByPasses(work));
  if (fit === undefined) return undefined;
  const result: Result = {
    ...fit,
    model: toJSON(fit.model),
    seconds: store.seconds,
    rowsPerSecond: throughput.rowsPerSecond ?? null,
    peakMegabytes: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
  };
  await folder.writeJson(`model-${seed}.json`, result.model);
  await folder.writeJson(name, result);
  return result;
}

function threadsOf(text: string): 'auto' | number {
  if (text === 'auto') return 'auto';
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1) return threads;
  throw new ProblemError(
    problem('BadOption', { what: `--threads is '${text}'`, why: "it must be 'auto' or a whole number of at least 1" }),
  );
}
