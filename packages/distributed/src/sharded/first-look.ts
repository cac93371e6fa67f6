import { fit, type Mixture } from '@bcl/em';
import { problem, ProblemError } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type { Moments } from '../task/moments';
import { invalid, settingsOf, type ShardedFitOptions } from './options';
import { scaleMixture, type Scaling } from './standardise';

/** How many times its fair share of the sample a shard hands over, so that large shards among small ones have enough. */
const RESERVE = 3;

/** Rows that each of `shards` shards hands over for a sample of `rows`. */
export const sampleOfShard = (rows: number, shards: number): number => Math.ceil((RESERVE * rows) / shards);

/**
 * A sample of all rows from those of the shards: from each as many as its share of the rows, or as it handed over. The first rows of a
 * shard's own sample, which stand in the order of the file, would not do: they are taken evenly over it.
 *
 * @returns rows x columns, row-major
 */
export function proportionalSample(shards: readonly Moments[], rows: number): Float64Array {
  const total = shards.reduce((sum, shard) => sum + shard.rows, 0);
  const { columns } = shards[0];
  const picked = shards.map((shard) => {
    const available = shard.sample.length / columns;
    const wanted = Math.min(available, Math.max(1, Math.round((Math.min(rows, total) * shard.rows) / total)));
    return Array.from({ length: wanted }, (_, i) => {
      const row = Math.floor((i * available) / wanted);
      return shard.sample.subarray(row * columns, (row + 1) * columns);
    });
  });
  const all = picked.flat();
  const out = new Float64Array(all.length * columns);
  all.forEach((row, i) => out.set(row, i * columns));
  return out;
}

/**
 * Where EM starts, in scaled units: the caller's mixture, or one fitted to the sample.
 *
 * @throws ProblemError where neither can be had
 */
export async function startOf(
  options: ShardedFitOptions,
  sample: Float64Array,
  columns: number,
  scaling: Scaling,
): Promise<Mixture> {
  const { components, covarianceType, floor, ridge, seed } = settingsOf(options);
  const { start, sampleFit = {}, signal } = options;
  if (start !== undefined) {
    if (start.dimension === columns) return scaleMixture(start, scaling);
    throw new ProblemError(
      invalid(
        `the start has ${start.dimension} dimensions, the shards ${columns} columns`,
        'start from a mixture of the shape that is to be fitted',
      ),
    );
  }
  const data = sample.map((value, i) => (value - scaling.shift[i % columns]) / scaling.scale[i % columns]);
  const settings = { components, covarianceType, floor, ridge, seed, scale: 'none' as const };
  const table = { data, shape: [data.length / columns, columns] as const };
  const fitted = await fit(table, { ...settings, ...sampleFit, ...(signal === undefined ? {} : { signal }) })();
  if (E.isRight(fitted)) return fitted.right.model;
  const tag = fitted.left._tag === 'Cancelled' ? 'Cancelled' : 'InvalidOption';
  throw new ProblemError(
    problem(tag, {
      what: `no start could be fitted to a sample of ${data.length / columns} rows: ${fitted.left.message}`,
    }),
  );
}
