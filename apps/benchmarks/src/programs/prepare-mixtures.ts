import { mixtureLearner, observe, orThrow } from '@bcl/em';
import { key } from '@bcl/random';
import type { EMJob } from './job';
import { readNumbers, writeMixture } from './mixture-file';
import { iteration } from './time-em';

/** Asks for the mixtures that a race begins with. */
export interface PrepareJob extends Omit<EMJob, 'phases' | 'warmUp'> {
  /** Where to write the start: random rows as means, the columns' variances. */
  readonly start: string;
  /** Where to write the mixture after {@link iterations}; they are not done without it. */
  readonly settled?: string;
  readonly iterations: number;
}

/** Writes the start of EM on a table, and the mixture that EM has reached after a number of iterations. */
export async function prepareMixtures(job: PrepareJob): Promise<void> {
  const { data, rows, columns, components, start, settled, iterations } = job;
  const table = orThrow(observe({ data: await readNumbers(data), shape: [rows, columns] }));
  let { model } = mixtureLearner({ components, start: 'rows' }).init(key(0), table);
  await writeMixture(start, model);
  if (settled === undefined) return;
  const step = await iteration(job);
  for (let i = 0; i < iterations; i++) [model] = step(model);
  await writeMixture(settled, model);
}
