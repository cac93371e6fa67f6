import { problem } from '@bcl/errors';
import { createHash } from 'node:crypto';
import { encode } from '../executor/encoding';
import type { DistributedProblem, Job } from '../executor/executor';
import type { FitData, FitInput, FitSetting } from '../task/fit';

/** What a sweep fits: every data set with every setting, seed and restart. */
export interface SweepPlan {
  /** Data sets by name. Rows travel to the workers once per run; a shard reference travels as an address and is read by each job. */
  readonly data: Readonly<Record<string, FitData>>;
  readonly settings: readonly FitSetting[];
  readonly seeds: readonly number[];
  /** Fits per data set, setting and seed, of which the best by training likelihood counts; 1. */
  readonly restarts?: number;
}

/** The jobs of a plan: data set by data set, setting by setting, seed by seed, restart by restart. */
export function jobsOf({ data, settings, seeds, restarts = 1 }: SweepPlan): Job<FitInput>[] {
  const jobs: Job<FitInput>[] = [];
  for (const [name, set] of Object.entries(data)) {
    // The name alone would let a finished job stand for one on other rows.
    const content = hashOf(set);
    for (const setting of settings)
      for (const seed of seeds)
        for (let restart = 0; restart < restarts; restart++) {
          const input = { data: name, setting, seed, restart };
          jobs.push({ id: `fit/${hashOf({ content, setting: sorted(setting), seed, restart })}`, input });
        }
  }
  return jobs;
}

/** A setting written in one way whatever the order of its properties; names are sorted, and what is undefined is not there. */
export const sorted = (setting: FitSetting): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(setting)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(encode(value)))
    .digest('hex')
    .slice(0, 24);

/** What is wrong with a plan, if anything. */
export function planProblem({ data, settings, seeds, restarts = 1 }: SweepPlan): DistributedProblem | undefined {
  const invalid = (what: string, hint: string): DistributedProblem => problem('InvalidOption', { what, hint });
  if (Object.keys(data).length === 0) return invalid('the plan has no data set', 'give at least one');
  if (settings.length === 0) return invalid('the plan has no setting', 'give at least one');
  if (seeds.length === 0) return invalid('the plan has no seed', 'give at least one');
  const wrongSeed = seeds.find((seed) => !(Number.isSafeInteger(seed) && seed >= 0));
  if (wrongSeed !== undefined) return invalid(`a seed is ${wrongSeed}`, 'give whole numbers of at least 0');
  if (!(Number.isSafeInteger(restarts) && restarts >= 1))
    return invalid(`restarts is ${restarts}`, 'give a whole number of at least 1');
  if (new Set(seeds).size < seeds.length) return invalid('a seed occurs twice', 'give every seed once');
  if (new Set(settings.map((setting) => JSON.stringify(sorted(setting)))).size < settings.length)
    return invalid('a setting occurs twice', 'give every setting once');
  return undefined;
}
