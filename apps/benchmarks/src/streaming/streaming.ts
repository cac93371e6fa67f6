import { runOrThrow } from '@bcl/errors';
import { compareMethods, type Method } from '@bcl/lab';
import path from 'node:path';
import { RIDGE } from '../cases/case-files';
import { simulatedTruth } from '../cases/simulated';
import type { Sizes } from '../growth/axes';
import { spread } from '../numbers/spread';
import { agree } from '../programs/job';
import { writeMixture } from '../programs/mixture-file';
import { ours } from '../programs/ours';
import { runProgram } from '../programs/run-program';
import { temporaryFolder, type Run } from '../race/race';
import type { PassesJob, PassesTimings } from './passes';
import { writeTableFile } from './table-file';

/** What a child process answers to a job of passes. */
export type PassesAnswer = PassesTimings & {
  /** Peak of the resident memory of the process, in units of 10^6 bytes. */
  readonly megabytes: number;
};

/** One way to do the passes, with a number of threads. */
export interface WayResult {
  readonly rowsPerSecond: number;
  readonly megabytes: number;
  /** Seconds before the first pass: a streamed fit's first look at the rows, or reading them into memory. */
  readonly before: number;
}

/** Passes over a file beside passes over memory, at one number of threads. */
export interface StreamingResult {
  readonly sizes: Sizes;
  readonly threads: number;
  readonly streamed: WayResult;
  readonly held: WayResult;
  /** Whether both ended with the same log-likelihood. */
  readonly sameWork: boolean;
}

/** What is asked of streaming: peak memory in units of 10^6 bytes, and the share of the in-memory path's rows a second. */
export const streamingAims = { megabytes: 600, share: 0.8 } as const;

/** EM passes of a timing. */
const PASSES = 3;

/** Times EM passes over a file and over memory, in turn, each in a process of its own. */
export async function streaming(run: Run, sizes: Sizes, threads: readonly number[]): Promise<StreamingResult[]> {
  const { folder, signal, progress, seeds } = run;
  let written: Promise<Pick<PassesJob, 'data' | 'start'>> | undefined;
  const files = () => (written ??= writeFiles(run, sizes));
  const ways = threads.flatMap((count) => (['stream', 'memory'] as const).map((kind) => ({ kind, count })));
  const methods = ways.map(({ kind, count }): Method<PassesAnswer> => ({
    name: `${kind}, ${count}`,
    async run() {
      const job = { kind, ...(await files()), ...sizes, ridge: RIDGE, threads: count, passes: PASSES };
      const answer = (await runProgram(ours, job, signal)) as PassesAnswer;
      return { metrics: { seconds: spread(answer.passes).median, megabytes: answer.megabytes }, extra: answer };
    },
  }));
  const only = seeds.slice(0, 1);
  const { cells } = await runOrThrow(
    compareMethods<PassesAnswer>({ methods, seeds: only, folder, signal, progress, group: 'streaming' }),
  );
  return threads.map((count, i) => {
    const [streamed, held] = cells.slice(2 * i, 2 * i + 2).map(({ extra }) => extra);
    const way = ({ before, passes, megabytes }: PassesAnswer): WayResult => ({
      rowsPerSecond: sizes.rows / spread(passes).median,
      megabytes,
      before,
    });
    const sameWork = agree(streamed.meanLogLikelihood, held.meanLogLikelihood);
    return { sizes, threads: count, streamed: way(streamed), held: way(held), sameWork };
  });
}

/** The table, and the mixture that it was drawn from with wider covariances, to begin with. */
async function writeFiles(run: Run, sizes: Sizes): Promise<Pick<PassesJob, 'data' | 'start'>> {
  const { columns, components, rows } = sizes;
  const data = path.join(temporaryFolder(run), 'streaming.f32');
  const start = path.join(temporaryFolder(run), 'streaming-start.f64');
  const bar = run.progress(rows, 'rows');
  await writeTableFile(data, sizes, run.signal, (done) => bar.update({ done, label: 'making the table' }));
  bar.finish();
  const truth = simulatedTruth('streaming', columns, components);
  const covariances = truth.covariances.map((value) => 2 * value);
  await writeMixture(start, { ...truth, covariances, components, dimension: columns, shape: 'full' });
  return { data, start };
}
