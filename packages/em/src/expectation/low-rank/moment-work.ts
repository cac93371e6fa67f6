import type { SharedWork } from '../../threads/together';
import type { EngineName } from '../engines';
import { lowRankEngine } from './engine';

/** Rows of one component that are added up in one go. */
export interface Piece {
  readonly component: number;
  /** Where they begin and end in {@link MomentInput.rows}. */
  readonly from: number;
  readonly to: number;
}

/** What moments are computed from, and where they go. */
export interface MomentInput {
  readonly engine: EngineName | 'auto';
  readonly width: number;
  /** N x D. */
  readonly data: Float64Array;
  /** K x D. */
  readonly means: Float64Array;
  /** K x N. */
  readonly shares: Float64Array;
  /** The rows of which a component has a share, for one component after the other. */
  readonly rows: Int32Array;
  /** The largest first, so that threads are done at about the same time. */
  readonly pieces: readonly Piece[];
  /** D numbers a piece. */
  readonly first: Float64Array;
  /** D (D + 1) / 2 numbers a piece. */
  readonly second: Float64Array;
}

/** The moments of pieces. */
export const lowRankMoments: SharedWork<MomentInput> = {
  name: 'lowRankMoments',
  begin({ engine, width, data, means, shares, rows, pieces, first, second }) {
    const kernel = lowRankEngine(engine).moments(width);
    const size = (width * (width + 1)) / 2;
    const count = data.length / width;
    return (task) => {
      const { component: k, from, to } = pieces[task];
      kernel.sum(
        data,
        rows,
        from,
        to,
        shares.subarray(k * count, (k + 1) * count),
        means.subarray(k * width, (k + 1) * width),
        first.subarray(task * width, (task + 1) * width),
        second.subarray(task * size, (task + 1) * size),
      );
    };
  },
};

/** Least rows of a piece: setting up its sums must cost little beside them. */
const FEWEST = 1024;
/** Pieces of all components together, about: their sums take memory. */
const PIECES = 32;

/** Most pieces of so many components. */
export const mostPieces = (components: number): number => PIECES + components;

/** The rows of which each component has a share, and how they are cut. It follows from the shares alone, never from threads. */
export function piecesOf(
  shares: Float64Array,
  components: number,
  integers: (length: number) => Int32Array,
): { readonly rows: Int32Array; readonly pieces: readonly Piece[] } {
  const count = shares.length / components;
  const ends = Array.from({ length: components }, () => 0);
  let pairs = 0;
  for (let k = 0; k < components; k++) {
    for (let n = k * count; n < (k + 1) * count; n++) if (shares[n] > 0) pairs++;
    ends[k] = pairs;
  }
  const rows = integers(pairs);
  let at = 0;
  for (let k = 0; k < components; k++) for (let n = 0; n < count; n++) if (shares[k * count + n] > 0) rows[at++] = n;
  const most = Math.max(FEWEST, Math.ceil(pairs / PIECES));
  const pieces = ends.flatMap((end, component) => {
    const begin = component === 0 ? 0 : ends[component - 1];
    const parts = Math.ceil((end - begin) / most);
    return Array.from({ length: parts }, (_, i) => ({
      component,
      from: begin + Math.floor((i * (end - begin)) / parts),
      to: begin + Math.floor(((i + 1) * (end - begin)) / parts),
    }));
  });
  return { rows, pieces: pieces.sort((a, b) => b.to - b.from - (a.to - a.from)) };
}
