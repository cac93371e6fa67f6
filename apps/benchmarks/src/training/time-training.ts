import { openBackend, tf } from '@bcl/backend';
import { runOrThrow, orThrow } from '@bcl/errors';
import { createGan, decodeCheckpoint, encodeCheckpoint, paperTasks, startTraining } from '@bcl/gan';
import { key, uniform } from '@bcl/random';
import { readFile, writeFile } from 'node:fs/promises';
import type { OwnTrainingJob, PrepareTrainingJob, TrainingTimings } from './job';

/** What {@link timeTraining} looks at. */
export interface Instruments {
  /** Milliseconds of wall-clock time. */
  readonly clock: () => number;
  /** Milliseconds of processor time of this process, all threads. */
  readonly processor: () => number;
  /** Resident memory now and at its peak, in units of 10^6 bytes. */
  readonly megabytes: () => { readonly now: number; readonly peak: number };
}

/** Writes the checkpoint and the rows of a case: fresh weights, and pixels that are uniform in [-1, 1]. */
export async function prepareTraining({ config, batch, checkpoint, rows }: PrepareTrainingJob): Promise<void> {
  const { layout } = config;
  const dimension = layout.kind === 'grid' ? layout.height * layout.width * layout.channels : layout.dimension;
  const numbers = Float32Array.from(uniform(key('rows to time'), batch * dimension), (value) => 2 * value - 1);
  await writeFile(checkpoint, encodeCheckpoint(createGan(key('weights to time'), config)));
  await writeFile(rows, new Uint8Array(numbers.buffer));
}

/**
 * Times training steps by @bcl/gan, everything asked for and nothing given: a step is an update of the discriminator, one of
 * the generator, and the moving average.
 */
export async function timeTraining(
  { backend, checkpoint, rows, gamma, warmUp, steps }: OwnTrainingJob,
  { clock, processor, megabytes }: Instruments,
): Promise<TrainingTimings> {
  await runOrThrow(openBackend({ name: backend }));
  const state = orThrow(decodeCheckpoint(await readFile(checkpoint), { where: checkpoint }));
  const batch = new Float32Array((await readFile(rows)).slice().buffer);
  const training = startTraining(state, {
    key: key('steps to time'),
    tasks: paperTasks(state.config.layout, { joint: 1 }),
    ...(gamma > 0 && { penalty: { weight: gamma } }),
  });
  const { realLogit = NaN, penalty = 0 } = training.advance(batch);
  for (let i = 1; i < warmUp; i++) training.advance(batch);
  const [tensors, afterWarmUp] = [tf.memory().numTensors, megabytes().now];
  let halfway = afterWarmUp;
  const milliseconds: number[] = [];
  const begun = processor();
  for (let i = 0; i < steps; i++) {
    const from = clock();
    training.advance(batch);
    milliseconds.push(clock() - from);
    if (i + 1 === Math.ceil(steps / 2)) halfway = megabytes().now;
  }
  const processorMilliseconds = (processor() - begun) / steps;
  const { now: end, peak } = megabytes();
  const tensorsAdded = tf.memory().numTensors - tensors;
  training.dispose();
  return {
    ...{ milliseconds, processorMilliseconds, megabytes: { afterWarmUp, halfway, end, peak } },
    ...{ tensorsAdded, realLogit, penalty },
  };
}

/** What a backend is on this machine, or why it is not to be had. */
export type Opened = { readonly describe: string } | { readonly why: string };

/** Opens a backend to see whether it can be had. */
export async function tryBackend(name: OwnTrainingJob['backend']): Promise<Opened> {
  const opened = await openBackend({ name })();
  return opened._tag === 'Right' ? { describe: opened.right.describe } : { why: opened.left.message };
}
