import { mixtureLearner, observe, orThrow, plainEM, type Components } from '@bcl/em';
import { key } from '@bcl/random';
import type { EMJob, PhaseTimings } from './job';
import { readMixture, readNumbers } from './mixture-file';

/** Smallest eigenvalue of a covariance; the ridge keeps them above it, so that it is a check and changes nothing. */
const FLOOR = 1e-6;

/**
 * Times iterations of plain EM by @bcl/em: an iteration is a pass over the rows and the M step.
 *
 * @param clock milliseconds of wall-clock time
 * @param processor milliseconds of processor time of this process, all threads
 */
export async function timeEM(
  job: EMJob,
  clock: () => number,
  processor: () => number,
): Promise<readonly PhaseTimings[]> {
  const step = await iteration(job);
  const read = (file: string): Promise<Components> => readMixture(file, job.components, job.columns);
  let warm = await read(job.phases[0].start);
  for (let i = 0; i < job.warmUp; i++) [warm] = step(warm);
  const timings: PhaseTimings[] = [];
  for (const { start, iterations, goOn, seconds = Infinity } of job.phases) {
    const first = await read(start);
    const milliseconds: number[] = [];
    let model = first;
    let meanLogLikelihood = 0;
    const begun = processor();
    for (let spent = 0; milliseconds.length < iterations && spent < 1000 * seconds; spent += milliseconds.at(-1) ?? 0) {
      const from = clock();
      [model, meanLogLikelihood] = step(goOn ? model : first);
      milliseconds.push(clock() - from);
    }
    const processorMilliseconds = (processor() - begun) / milliseconds.length;
    timings.push({ milliseconds, processorMilliseconds, meanLogLikelihood });
  }
  return timings;
}

/** One EM iteration on the table of a job. */
export async function iteration({
  data,
  rows,
  columns,
  components,
  ridge,
  threads,
}: Omit<EMJob, 'phases' | 'warmUp'>): Promise<(model: Components) => readonly [Components, number]> {
  const table = orThrow(observe({ data: await readNumbers(data), shape: [rows, columns] }, undefined, { threads }));
  const learner = mixtureLearner({ components, floor: FLOOR, ridge });
  const matching = plainEM(columns);
  return (model) => {
    const [next, { logLikelihood }] = learner.step(key(0), { model }, table, matching);
    return [next.model, logLikelihood];
  };
}
