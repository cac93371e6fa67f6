import { sufficientStatistics, type Mixture, type Statistics } from '@bcl/em';
import { problem, ProblemError } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type { Task } from '../executor/executor';
import { rowsOf } from '../shards/read-shard';
import { nameOf, type ShardReference } from '../shards/reference';
import { timed } from './seconds';

/** What {@link statisticsTask} is told. */
export type StatisticsInput = { readonly shard: ShardReference };

/** What the jobs of a pass share. */
export type StatisticsShared = {
  /** The mixture in scaled units. */
  readonly mixture: Mixture;
  /** D: a cell's value in scaled units is (value - shift) / scale. */
  readonly shift: Float64Array;
  readonly scale: Float64Array;
};

/** The statistics of a shard without what whoever asked knows: the centres, which are the mixture's means, and the shapes. */
export type PackedStatistics = {
  readonly logLikelihood: number;
  readonly totalWeight: number;
  readonly mass: Float64Array;
  readonly first: Float64Array;
  /** Lower triangles, row by row: K x D(D + 1)/2; or K x D squares. */
  readonly second: Float64Array;
  /** What reading and computing took. */
  readonly seconds: number;
};

/** The E step on a shard: what `sufficientStatistics` of @bcl/em gives for its rows, packed for the way. */
export const statisticsTask: Task<StatisticsInput, PackedStatistics> = {
  name: 'statistics',
  run: async ({ shard }, { signal, shared }) => {
    const { mixture, shift, scale } = sharedOf(shared);
    const { value, seconds } = await timed(async () => {
      const rows = await rowsOf(shard, { signal });
      const { columns } = rows;
      if (columns !== mixture.dimension)
        throw new ProblemError(
          problem('UnreadableShard', {
            what: `The shard has ${columns} columns where the mixture has ${mixture.dimension}`,
            where: nameOf(shard),
          }),
        );
      const data = rows.data;
      for (let i = 0, d = 0; i < data.length; i++, d = d + 1 === columns ? 0 : d + 1)
        data[i] = (data[i] - shift[d]) / scale[d];
      const found = sufficientStatistics(mixture, { ...rows, data });
      if (E.isRight(found)) return pack(found.right);
      throw new ProblemError(problem('JobFailed', { what: found.left.message, where: nameOf(shard) }));
    });
    return { ...value, seconds };
  },
};

function sharedOf(shared: unknown): StatisticsShared {
  if (typeof shared === 'object' && shared !== null && 'mixture' in shared) return shared as StatisticsShared;
  throw new TypeError('statistics need the mixture as what the jobs share');
}

/** Leaves out what the other side knows, and what is there twice. */
export function pack({
  components,
  dimension,
  shape,
  logLikelihood,
  totalWeight,
  mass,
  first,
  second,
}: Statistics): Omit<PackedStatistics, 'seconds'> {
  const kept = { logLikelihood, totalWeight, mass, first };
  if (shape === 'diagonal') return { ...kept, second };
  const triangles = new Float64Array((components * dimension * (dimension + 1)) / 2);
  for (let k = 0, p = 0; k < components; k++)
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j <= i; j++) triangles[p++] = second[(k * dimension + i) * dimension + j];
  return { ...kept, second: triangles };
}

/** The statistics that were packed, about the means of the mixture they were computed with. */
export function unpack(
  { logLikelihood, totalWeight, mass, first, second: packed }: PackedStatistics,
  mixture: Mixture,
): Statistics {
  const { components, dimension, covarianceType, means: centres } = mixture;
  const shape = covarianceType === 'full' || covarianceType === 'tied' ? 'full' : 'diagonal';
  const kept = { components, dimension, shape, centres, logLikelihood, totalWeight, mass, first } as const;
  if (shape === 'diagonal') return { ...kept, second: packed };
  const second = new Float64Array(components * dimension * dimension);
  for (let k = 0, p = 0; k < components; k++)
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j <= i; j++, p++) {
        second[(k * dimension + i) * dimension + j] = packed[p];
        second[(k * dimension + j) * dimension + i] = packed[p];
      }
  return { ...kept, second };
}
