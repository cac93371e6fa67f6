import { rowFile } from '@bcl/datasets';
import {
  fitStream,
  mixtureLearner,
  mixtureOf,
  observe,
  orThrow,
  plainEM,
  runOrThrow,
  type Components,
  type Mixture,
} from '@bcl/em';
import { key } from '@bcl/random';
import { open } from 'node:fs/promises';
import type { Sizes } from '../growth/axes';
import { readMixture } from '../programs/mixture-file';

/** Asks for EM passes over a file of float32 rows. */
export interface PassesJob extends Sizes {
  readonly data: string;
  /** File of the mixture to begin with. */
  readonly start: string;
  readonly ridge: number;
  readonly threads: number;
  /** EM passes, at least 1. */
  readonly passes: number;
}

/** What the passes took: a type, so that it counts as plain JSON. */
export type PassesTimings = {
  /** Before the first pass: reading the file into memory, or the first look of a streamed fit. */
  readonly before: number;
  /** Seconds of each pass. */
  readonly passes: readonly number[];
  /** Mean log-likelihood in the last E step, nats a row. */
  readonly meanLogLikelihood: number;
};

/** Smallest eigenvalue of a covariance; the ridge keeps them above it. */
const FLOOR = 1e-6;

/** EM by `fitStream` over `rowFile`: no more than a few batches in memory. */
export async function timeStreaming(job: PassesJob, clock: () => number): Promise<PassesTimings> {
  const { data, columns, components, ridge, threads, passes } = job;
  const stream = await runOrThrow(rowFile(data, { columns, type: 'float32' }));
  const start = asMixture(await readMixture(job.start, components, columns));
  const ends = [clock()];
  const options = { components, start, scale: 'none', floor: FLOOR, ridge, threads } as const;
  const { history } = await runOrThrow(
    fitStream(stream, {
      ...options,
      maxPasses: passes,
      tolerance: 0,
      // Only at the ends of passes: the state of the fit is then that after the scan, at the start, and after each pass.
      checkpointEvery: Number.MAX_SAFE_INTEGER,
      onCheckpoint: () => void ends.push(clock()),
    }),
  );
  return timings(ends.slice(0, 1).concat(ends.slice(-passes - 1)), history[history.length - 1]);
}

/** The same passes over the same rows, all of them in memory. */
export async function timeInMemory(job: PassesJob, clock: () => number): Promise<PassesTimings> {
  const { data, rows, columns, components, ridge, threads, passes } = job;
  const begun = clock();
  const table = orThrow(observe({ data: await readFloats(data, rows * columns), shape: [rows, columns] }, undefined, { threads })); // prettier-ignore
  const learner = mixtureLearner({ components, floor: FLOOR, ridge });
  let model = await readMixture(job.start, components, columns);
  let meanLogLikelihood = 0;
  const ends = [begun, clock()];
  for (let pass = 0; pass < passes; pass++) {
    const [next, { logLikelihood }] = learner.step(key(0), { model }, table, plainEM(columns));
    model = next.model;
    meanLogLikelihood = logLikelihood;
    ends.push(clock());
  }
  return timings(ends, meanLogLikelihood);
}

/** Seconds between the ends of what was done one after the other. */
function timings(ends: readonly number[], meanLogLikelihood: number): PassesTimings {
  const [before, ...passes] = ends.slice(1).map((end, i) => (end - ends[i]) / 1000);
  return { before, passes, meanLogLikelihood };
}

function asMixture({ components, dimension, weights, means, covariances }: Components): Mixture {
  const part = (values: Float64Array, size: number) =>
    Array.from({ length: components }, (_, k) => values.subarray(k * size, (k + 1) * size));
  return orThrow(
    mixtureOf({
      weights,
      means: part(means, dimension),
      covariances: part(covariances, dimension * dimension).map((own) =>
        Array.from({ length: dimension }, (_, i) => Array.from(own.subarray(i * dimension, (i + 1) * dimension))),
      ),
    }),
  );
}

/** Numbers read and widened piece by piece, so that the file is not held beside them. */
async function readFloats(file: string, length: number): Promise<Float64Array> {
  const values = new Float64Array(length);
  const piece = new Float32Array(Math.min(length, 1 << 22));
  const handle = await open(file);
  try {
    for (let at = 0; at < length;) {
      const bytes = 4 * Math.min(piece.length, length - at);
      const { bytesRead } = await handle.read(new Uint8Array(piece.buffer), 0, bytes, 4 * at);
      if (bytesRead < 4) throw new RangeError(`${file} ends after ${at} numbers, not ${length}`);
      const numbers = Math.floor(bytesRead / 4);
      values.set(piece.subarray(0, numbers), at);
      at += numbers;
    }
    return values;
  } finally {
    await handle.close();
  }
}
