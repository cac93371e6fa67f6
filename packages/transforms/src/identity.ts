import { fromLinearAction } from './linear-action';
import { requireDimension } from './requirements';
import type { Transform } from './transform';

/**
 * The transform that changes nothing: y = x. It costs one copy of what it is given; missing values (NaN) stay where they are.
 *
 * @param dimension number of coordinates D ≥ 1
 * @throws RangeError when `dimension` is not an integer ≥ 1
 * @example
 * ```ts
 * import { fromRows } from '@bcl/linalg';
 * import { identity } from '@bcl/transforms';
 * const points = identity(2).apply(fromRows([[3, NaN]]));
 * points.data; // => [3, NaN]
 * ```
 */
export function identity(dimension: number): Transform {
  requireDimension(dimension);
  const copy = (rows: Float64Array): Float64Array => rows.slice();
  return fromLinearAction({ name: 'identity', dimension, forward: copy, backward: copy, logAbsDeterminant: 0 });
}
