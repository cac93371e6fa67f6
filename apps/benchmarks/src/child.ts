/** The process in which our side is timed: takes one job as JSON, prints the answer as one line of JSON. */
import { measurePeak } from './arithmetic/peak';
import type { EMJob, EMTimings } from './programs/job';
import { prepareMixtures, type PrepareJob } from './programs/prepare-mixtures';
import { timeEM } from './programs/time-em';
import { timeInMemory, timeStreaming, type PassesJob } from './streaming/passes';
import type { PassesAnswer } from './streaming/streaming';
import { timeRestarts, type RestartsJob } from './threads/time-restarts';
import type { OwnTrainingJob, PrepareTrainingJob } from './training/job';

/** Everything that this process can be asked to do. */
export type ChildJob =
  | ({ readonly kind: 'em' } & EMJob)
  | ({ readonly kind: 'prepare' } & PrepareJob)
  | ({ readonly kind: 'stream' | 'memory' } & PassesJob)
  | ({ readonly kind: 'restarts' } & RestartsJob)
  | { readonly kind: 'peak'; readonly seconds: number }
  | ({ readonly kind: 'training' } & OwnTrainingJob)
  | ({ readonly kind: 'training files' } & PrepareTrainingJob)
  | { readonly kind: 'backend'; readonly backend: OwnTrainingJob['backend'] };

const clock = (): number => performance.now();
/** Processor time of all threads so far, in milliseconds. */
const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
/** Peak of the resident memory so far, in units of 10^6 bytes. */
const megabytes = (): number => (process.resourceUsage().maxRSS * 1024) / 1e6;

async function answer(job: ChildJob): Promise<unknown> {
  switch (job.kind) {
    case 'em': {
      const phases = await timeEM(job, clock, processor);
      return { version: process.version, phases, megabytes: megabytes() } satisfies EMTimings;
    }
    case 'prepare':
      await prepareMixtures(job);
      return null;
    case 'stream':
    case 'memory': {
      const timings = await (job.kind === 'stream' ? timeStreaming : timeInMemory)(job, clock);
      return { ...timings, megabytes: megabytes() } satisfies PassesAnswer;
    }
    case 'restarts':
      return timeRestarts(job, clock);
    case 'peak':
      return measurePeak(job.seconds, clock);
    case 'training':
    case 'training files':
    case 'backend':
      return answerTraining(job);
  }
}

/** TensorFlow.js is loaded for training alone: it would be in the memory and the start of every other job. */
async function answerTraining(
  job: Extract<ChildJob, { kind: 'training' | 'training files' | 'backend' }>,
): Promise<unknown> {
  const { prepareTraining, timeTraining, tryBackend } = await import('./training/time-training');
  switch (job.kind) {
    case 'training':
      return timeTraining(job, {
        clock,
        processor,
        megabytes: () => ({ now: process.memoryUsage.rss() / 1e6, peak: megabytes() }),
      });
    case 'training files':
      await prepareTraining(job);
      return null;
    case 'backend':
      return tryBackend(job.backend);
  }
}

const answered = await answer(JSON.parse(process.argv[2]) as ChildJob);
process.stdout.write(`${JSON.stringify(answered)}\n`);
