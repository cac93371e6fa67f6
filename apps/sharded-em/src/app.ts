import { availableParallelism } from 'node:os';
import path from 'node:path';
import { chooseExecutor, shardedFit, shardsOf, type ShardReference, type ShardedFitOptions } from '@bcl/distributed';
import { toJSON } from '@bcl/em';
import { problem, ProblemError, runOrThrow } from '@bcl/errors';
import { defineApp, formatTable, type Progress, type RunFolder } from '@bcl/lab';
import { readCheckpoint, writeCheckpoint, type PassTiming } from './checkpoint';
import { passTable, writePage } from './report';
import { writeSimulated } from './simulated';

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'sharded-em',
  description:
    'Fits one mixture to rows that lie in shards: on the threads of this machine, or on all that share a Redis.',
  from: import.meta.url,
  seeds: { count: 1 },
  failures: ['JobFailed', 'Cancelled'],
  options: {
    shards: {
      kind: 'source',
      placeholder: 'FILE|DIR|MANIFEST|URL',
      description:
        'rows to fit (CSV, float32, float64; .gz too), their folder, or a manifest.json; simulated rows without it',
    },
    columns: { kind: 'integer', min: 1, description: 'numbers a row; needed for --shards of float32 or float64' },
    type: {
      kind: 'choice',
      choices: ['csv', 'float32', 'float64'],
      description: 'what the shards hold; told by their names without it',
    },
    split: { kind: 'integer', min: 1, default: 8, description: 'shards to make, at most, of files that can be split' },
    rows: { kind: 'integer', min: 100, default: 200_000, quick: 20_000, description: 'simulated rows' },
    components: { kind: 'integer', default: 8, min: 1, max: 10_000, description: 'number of components K' },
    covariances: {
      kind: 'choice',
      choices: ['full', 'tied', 'diagonal', 'spherical'],
      default: 'full',
      description: 'type of covariance',
    },
    passes: { kind: 'integer', default: 100, quick: 5, min: 1, description: 'most EM passes' },
    tolerance: {
      kind: 'number',
      default: 1e-6,
      min: 0,
      unit: 'nats per row',
      description: 'EM ends when the log-likelihood changes by less from one pass to the next',
    },
    sample: {
      kind: 'integer',
      default: 10_000,
      min: 1,
      unit: 'rows',
      description: 'sample that the start is fitted to',
    },
    threads: {
      kind: 'integer',
      min: 1,
      max: 1024,
      description: 'shards at a time on this machine; its cores without it',
    },
    redis: {
      kind: 'address',
      description:
        'Redis or Valkey whose workers read the shards (redis://host:port); threads of this process without it',
    },
    queue: { kind: 'string', placeholder: 'NAME', description: 'queue of --redis that the workers listen to' },
  },
  run: async ({ options, seeds, folder, signal, progress, print }) => {
    if (options.shards === undefined && (options.columns !== undefined || options.type !== undefined))
      throw bad('--columns and --type belong to --shards', 'name the shards with --shards PATH');
    const [seed] = seeds;
    if (seeds.length > 1) throw bad('one run fits one mixture', 'give one seed with --seed N');
    const before = await readCheckpoint(folder);
    const given = before?.shards ?? (await findShards(options));
    // Started again with --resume, a run has the same name, and finds in the queue what it left there.
    const run = `${folder.manifest.app} ${folder.manifest.started}`;
    const { threads, redis, queue } = options;
    const executor = await runOrThrow(chooseExecutor({ threads, redis, queue, run, notice: print }));
    try {
      const shards = given ?? (await simulate(options, seed, folder));
      const atATime = redis === undefined ? (threads ?? availableParallelism()) : undefined;
      print(
        `${shards.length} shards on ${executor.name}${before === undefined ? '' : `, from pass ${before.state.pass}`}`,
      );
      const timings: PassTiming[] = before === undefined ? [] : before.timings.slice();
      const bar = progress(options.passes + 2, 'passes', timings.length);
      const fitted = await runOrThrow(
        shardedFit(executor, shards, {
          components: options.components,
          covarianceType: options.covariances,
          sampleRows: options.sample,
          maxPasses: options.passes,
          tolerance: options.tolerance,
          seed,
          run: path.basename(folder.path),
          signal,
          ...watch(folder, shards, timings, bar),
          ...(before === undefined ? {} : { resume: before.state }),
        }),
      );
      bar.finish();
      await folder.writeJson('mixture.json', toJSON(fitted.model));
      await folder.writeJson('timings.json', timings);
      await folder.writeSummary({
        schema: 1,
        app: 'sharded-em',
        seeds,
        methods: [
          {
            name: `${options.covariances}, K=${options.components}`,
            metrics: { logLikelihood: [fitted.logLikelihood], passes: [fitted.passes], rows: [fitted.rows] },
            seconds: [timings.reduce((sum, timing) => sum + timing.seconds, 0)],
          },
        ],
      });
      print(formatTable(passTable(timings, atATime)));
      print(`${fitted.rows} rows: ${fitted.logLikelihood.toFixed(6)} nats per row, the mixture in mixture.json`);
      await writePage(folder, fitted, timings, shards.length, executor, atATime);
    } finally {
      await executor.close();
    }
  },
});

/** Takes the time of every pass, keeps its state, and tells how far the run is. */
function watch(
  folder: RunFolder,
  shards: readonly ShardReference[],
  timings: PassTiming[],
  bar: Progress,
): Pick<ShardedFitOptions, 'onPass' | 'onCheckpoint' | 'onJob'> {
  let begun = performance.now();
  return {
    onPass: async ({ pass, kind, logLikelihood, jobSeconds }) => {
      const seconds = (performance.now() - begun) / 1000;
      timings.push({ pass, kind, logLikelihood: logLikelihood ?? null, seconds, jobSeconds });
      await folder.record({ pass, kind, logLikelihood: logLikelihood ?? null, seconds });
      const figures = logLikelihood === undefined ? {} : { figures: { 'nats/row': logLikelihood } };
      bar.update({ done: timings.length, label: kind === 'em' ? `pass ${pass}` : kind, ...figures });
      begun = performance.now();
    },
    onCheckpoint: async (state) => {
      await writeCheckpoint(folder, { shards, state, timings });
      // What the checkpoint costs is no part of the next pass.
      begun = performance.now();
    },
    onJob: ({ pass, shard, seconds }) =>
      bar.update({ done: timings.length, label: `pass ${pass}, shard ${shard} in ${seconds.toFixed(2)} s` }),
  };
}

interface SourceOptions {
  readonly shards: string | undefined;
  readonly type: 'csv' | 'float32' | 'float64' | undefined;
  readonly columns: number | undefined;
  readonly split: number;
  readonly rows: number;
}

/** The shards that the command line names; undefined where it names none. */
async function findShards({
  shards,
  type,
  columns,
  split,
}: SourceOptions): Promise<readonly ShardReference[] | undefined> {
  if (shards === undefined) return undefined;
  const told = { ...(type === undefined ? {} : { type }), ...(columns === undefined ? {} : { columns }) };
  return runOrThrow(shardsOf(shards, { count: split, ...told }));
}

/** Columns and clusters of the simulated rows. */
const simulated = { columns: 8, clusters: 8 } as const;

const simulate = (
  { rows, split }: SourceOptions,
  seed: number,
  folder: RunFolder,
): Promise<readonly ShardReference[]> => writeSimulated(folder, { ...simulated, rows, shards: split, seed });

/** A mistake on the command line. */
const bad = (what: string, hint: string): ProblemError => new ProblemError(problem('BadOption', { what, hint }));
