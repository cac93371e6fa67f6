import { qr, transpose } from '@bcl/linalg';
import { normal } from '@bcl/random';
import type { Key } from '@bcl/random';
import { denseRowMap, fromLinearAction } from './linear-action';
import { requireDimension } from './requirements';
import type { Transform } from './transform';

/**
 * An orthogonal matrix drawn uniformly (by Haar measure) from O(D): rotations and reflections, each with probability ½.
 *
 * It is the Q factor of a D×D matrix of independent standard normals, each column's sign chosen so that diag(R) > 0; without
 * that choice the draw depends on the signs the QR algorithm happens to return and is not uniform (Mezzadri 2007,
 * "How to generate random matrices from the classical compact groups"). The inverse is the transpose.
 *
 * @param key the draw; equal keys give equal matrices
 * @param dimension number of coordinates D ≥ 1
 * @throws RangeError when `dimension` is not an integer ≥ 1
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { haarOrthogonal } from '@bcl/transforms';
 * const { linear } = haarOrthogonal(key(7), 2);
 * linear[0] * linear[2] + linear[1] * linear[3]; // => 0
 * ```
 */
export function haarOrthogonal(key: Key, dimension: number): Transform {
  requireDimension(dimension);
  // The signs are right as they come: qr promises a diagonal of R that is not negative.
  const linear = qr(normal(key, dimension * dimension), dimension, dimension).q;
  const inverseLinear = transpose(linear, dimension, dimension);
  return fromLinearAction({
    name: 'Haar orthogonal',
    dimension,
    forward: denseRowMap(linear, dimension),
    backward: denseRowMap(inverseLinear, dimension),
    logAbsDeterminant: 0,
    linear,
    inverseLinear,
  });
}
