import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { problem, type Problem } from '@bcl/errors';
import { isRecord } from './json';

/** The scores of one method. */
export interface MethodSummary {
  readonly name: string;
  /** For each metric one value per seed. NaN (null in the file) stands for a value that is not finite. */
  readonly metrics: Readonly<Record<string, readonly number[]>>;
  /** Wall-clock seconds, one per seed. */
  readonly seconds: readonly number[];
}

/** The content of summary.json: what a program compares between runs. */
export interface Summary {
  readonly schema: 1;
  readonly app: string;
  readonly seeds: readonly number[];
  readonly methods: readonly MethodSummary[];
}

/**
 * Joins the summaries of several groups (data sets, say) into one: metrics are named `group/metric`, seconds are summed.
 * Only groups with the seeds of the first one are joined, so that every metric keeps one value per seed.
 *
 * @param groups the summaries in order; the group named '' keeps its metric names
 * @throws RangeError when there is no group
 */
export function joinGroups(groups: ReadonlyMap<string, Summary>): Summary {
  const [first] = groups.values();
  if (first === undefined) throw new RangeError('there is no summary to join');
  const methods = new Map<string, { metrics: Record<string, readonly number[]>; seconds: readonly number[] }>();
  for (const [group, summary] of groups) {
    if (summary.seeds.join() !== first.seeds.join()) continue;
    for (const { name, metrics, seconds } of summary.methods) {
      const joined = methods.get(name) ?? { metrics: {}, seconds: seconds.map(() => 0) };
      for (const [metric, values] of Object.entries(metrics)) {
        joined.metrics[group === '' ? metric : `${group}/${metric}`] = values;
      }
      methods.set(name, { metrics: joined.metrics, seconds: joined.seconds.map((s, i) => s + seconds[i]) });
    }
  }
  return {
    schema: 1,
    app: first.app,
    seeds: first.seeds,
    methods: [...methods].map(([name, { metrics, seconds }]) => ({ name, metrics, seconds })),
  };
}

/** Reads and checks summary.json of a run folder. */
export function readSummary(folder: string): TaskEither<Problem<'NoSummary'>, Summary> {
  return async () => {
    const file = path.join(folder, 'summary.json');
    const no = (why: string) => E.left(problem('NoSummary', { what: 'Cannot read the summary', where: file, why }));
    try {
      const value: unknown = JSON.parse(await readFile(file, 'utf8'));
      return isSummary(value) ? E.right(withNaN(value)) : no('it does not follow the schema');
    } catch (error) {
      return no(error instanceof SyntaxError ? 'it is not JSON' : 'it does not exist or cannot be read');
    }
  };
}

function isSummary(value: unknown): value is Summary {
  if (!isRecord(value) || value.schema !== 1 || typeof value.app !== 'string') return false;
  const { seeds, methods } = value;
  if (!Array.isArray(seeds) || !seeds.every(Number.isInteger) || !Array.isArray(methods)) return false;
  const onePerSeed = (values: unknown) =>
    Array.isArray(values) &&
    values.length === seeds.length &&
    values.every((number) => number === null || Number.isFinite(number));
  return methods.every(
    (method: unknown) =>
      isRecord(method) &&
      typeof method.name === 'string' &&
      isRecord(method.metrics) &&
      Object.values(method.metrics).every(onePerSeed) &&
      onePerSeed(method.seconds),
  );
}

function withNaN(summary: Summary): Summary {
  const numbers = (values: readonly (number | null)[]) => values.map((value) => value ?? NaN);
  return {
    ...summary,
    methods: summary.methods.map(({ name, metrics, seconds }) => ({
      name,
      metrics: Object.fromEntries(Object.entries(metrics).map(([metric, values]) => [metric, numbers(values)])),
      seconds: numbers(seconds),
    })),
  };
}
