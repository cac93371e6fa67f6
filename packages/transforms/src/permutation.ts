import { fromLinearAction } from './linear-action';
import type { RowMap } from './linear-action';
import { requireDimension } from './requirements';
import type { Transform } from './transform';

/** x to the row of x[from[0]], x[from[1]], … */
function gather(from: Int32Array): RowMap {
  const dimension = from.length;
  return (rows) => {
    const moved = new Float64Array(rows.length);
    for (let start = 0; start < rows.length; start += dimension) {
      for (let k = 0; k < dimension; k++) moved[start + k] = rows[start + from[k]];
    }
    return moved;
  };
}

/** The permutation transform with a name of its own; `order` is checked. */
export function namedPermutation(order: ArrayLike<number>, name: string): Transform {
  const dimension = order.length;
  requireDimension(dimension);
  const from = Int32Array.from(order);
  const to = new Int32Array(dimension).fill(-1);
  for (let k = 0; k < dimension; k++) {
    const source = order[k];
    if (!Number.isInteger(source) || source < 0 || source >= dimension) {
      throw new RangeError(`an order of ${dimension} coordinates holds 0 … ${dimension - 1}, got ${source}`);
    }
    if (to[source] !== -1) throw new RangeError(`coordinate ${source} is twice in the order; each must be there once`);
    to[source] = k;
  }
  return fromLinearAction({ name, dimension, forward: gather(from), backward: gather(to), logAbsDeterminant: 0 });
}

/**
 * Coordinates in another order: y_k = x_{order[k]}. Values are moved, never computed with, so missing ones (NaN) move along.
 *
 * @param order each of 0 … D−1 once
 * @throws RangeError when `order` is empty or no permutation
 * @example
 * ```ts
 * import { fromRows } from '@bcl/linalg';
 * import { permutation } from '@bcl/transforms';
 * permutation([2, 0, 1]).apply(fromRows([[10, 11, 12]])).data; // => [12, 10, 11]
 * ```
 */
export function permutation(order: ArrayLike<number>): Transform {
  return namedPermutation(order, 'permutation');
}
