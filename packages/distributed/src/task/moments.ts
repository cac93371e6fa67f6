import { choose, fold, key } from '@bcl/random';
import type { Task } from '../executor/executor';
import { rowsOf } from '../shards/read-shard';
import { nameOf, unreadable, type ShardReference } from '../shards/reference';
import { timed } from './seconds';

/** What {@link momentsTask} is told. A type, not an interface, so that it counts as plain data. */
export type MomentsInput = {
  readonly shard: ShardReference;
  /** Most rows to hand over as a sample. */
  readonly sample: number;
  /** Where the choice of rows comes from; shards of one run differ by `index`. */
  readonly seed: number;
  readonly index: number;
};

/** What a shard's columns look like, over their known cells. */
export type Moments = {
  readonly rows: number;
  readonly columns: number;
  /** D: known cells. */
  readonly known: Float64Array;
  /** D: their mean; 0 without any. */
  readonly means: Float64Array;
  /** D: their squared distances from the mean, added up. */
  readonly squares: Float64Array;
  /** D: the smallest and the largest; +Infinity and -Infinity without any. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** Chosen rows, in their order. */
  readonly sample: Float64Array;
  readonly seconds: number;
};

/** The first look at a shard: the moments of its columns, and a few rows by chance. */
export const momentsTask: Task<MomentsInput, Moments> = {
  name: 'moments',
  run: async ({ shard, sample, seed, index }, { signal }) => {
    const { value, seconds } = await timed(async () => {
      const { rows, columns, data } = await rowsOf(shard, { signal });
      const infinite = data.findIndex((entry) => entry === Infinity || entry === -Infinity);
      if (infinite >= 0)
        throw unreadable(nameOf(shard), {
          why: `the cell in its row ${Math.floor(infinite / columns)}, column ${infinite % columns} is infinite`,
          hint: 'write NaN, or nothing in CSV, for a missing cell',
        });
      const chosen = choose(fold(fold(key(seed), 'sample'), index), rows, Math.min(sample, rows));
      const picked = new Float64Array(chosen.length * columns);
      chosen.forEach((row, i) => picked.set(data.subarray(row * columns, (row + 1) * columns), i * columns));
      return { rows, columns, ...columnMoments(data, columns), sample: picked };
    });
    return { ...value, seconds };
  },
};

function columnMoments(
  data: Float64Array,
  columns: number,
): Pick<Moments, 'known' | 'means' | 'squares' | 'least' | 'most'> {
  const known = new Float64Array(columns);
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  const least = new Float64Array(columns).fill(Infinity);
  const most = new Float64Array(columns).fill(-Infinity);
  for (let i = 0, d = 0; i < data.length; i++, d = d + 1 === columns ? 0 : d + 1) {
    const value = data[i];
    if (Number.isNaN(value)) continue;
    known[d]++;
    means[d] += value;
    if (value < least[d]) least[d] = value;
    if (value > most[d]) most[d] = value;
  }
  for (let d = 0; d < columns; d++) if (known[d] > 0) means[d] /= known[d];
  // A second run over the rows, because squares about zero lose the digits that matter far from it.
  for (let i = 0, d = 0; i < data.length; i++, d = d + 1 === columns ? 0 : d + 1)
    if (!Number.isNaN(data[i])) squares[d] += (data[i] - means[d]) ** 2;
  return { known, means, squares, least, most };
}

/** The moments of two shards taken together (Chan, Golub and LeVeque 1979); the samples follow one another. */
export function combineMoments(a: Moments, b: Moments): Moments {
  const each = (f: (d: number) => number): Float64Array => Float64Array.from({ length: a.columns }, (_, d) => f(d));
  const known = each((d) => a.known[d] + b.known[d]);
  const share = each((d) => (known[d] > 0 ? b.known[d] / known[d] : 0));
  const apart = each((d) => b.means[d] - a.means[d]);
  const sample = new Float64Array(a.sample.length + b.sample.length);
  sample.set(a.sample);
  sample.set(b.sample, a.sample.length);
  return {
    rows: a.rows + b.rows,
    columns: a.columns,
    known,
    means: each((d) => a.means[d] + share[d] * apart[d]),
    squares: each((d) => a.squares[d] + b.squares[d] + a.known[d] * share[d] * apart[d] ** 2),
    least: each((d) => Math.min(a.least[d], b.least[d])),
    most: each((d) => Math.max(a.most[d], b.most[d])),
    sample,
    seconds: a.seconds + b.seconds,
  };
}
