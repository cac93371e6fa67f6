import { fromLinearAction } from './linear-action';
import type { RowMap } from './linear-action';
import { requireDimension } from './requirements';
import type { Transform } from './transform';

/**
 * The rotation of the coordinates i and j, the others unchanged:
 * y_i = cos(angle) x_i + sin(angle) x_j, y_j = −sin(angle) x_i + cos(angle) x_j.
 *
 * It touches two numbers a point; a missing value (NaN) stays within the plane. Sine and cosine are the engine's, and engines
 * may differ in their last bit.
 *
 * @param dimension number of coordinates D ≥ 2
 * @param i first coordinate of the plane, 0 … D−1
 * @param j second coordinate of the plane, 0 … D−1, not i
 * @param angle in radians, finite
 * @throws RangeError for a dimension, coordinate or angle outside these
 * @example
 * ```ts
 * import { fromRows } from '@bcl/linalg';
 * import { rotation } from '@bcl/transforms';
 * rotation(3, 0, 2, Math.PI / 6).apply(fromRows([[2, 5, 0]])).data; // => [1.7320508075688772, 5, -1]
 * ```
 */
export function rotation(dimension: number, i: number, j: number, angle: number): Transform {
  requireDimension(dimension);
  for (const coordinate of [i, j]) {
    if (!Number.isInteger(coordinate) || coordinate < 0 || coordinate >= dimension) {
      throw new RangeError(`a rotation's coordinates must lie in 0 … ${dimension - 1}, got ${coordinate}`);
    }
  }
  if (i === j) throw new RangeError(`a rotation needs two different coordinates, got ${i} twice`);
  if (!Number.isFinite(angle)) throw new RangeError(`the angle must be a finite number of radians, got ${angle}`);
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const turn =
    (sign: 1 | -1): RowMap =>
    (rows) => {
      const turned = rows.slice();
      for (let start = 0; start < rows.length; start += dimension) {
        const x = rows[start + i];
        const y = rows[start + j];
        turned[start + i] = cosine * x + sign * sine * y;
        turned[start + j] = cosine * y - sign * sine * x;
      }
      return turned;
    };
  return fromLinearAction({
    name: `rotation of ${i} and ${j} by ${angle}`,
    dimension,
    forward: turn(1),
    backward: turn(-1),
    logAbsDeterminant: 0,
  });
}

/**
 * The rotation of the plane with A = [[cos, sin], [−sin, cos]]: the direction at `angle` from the first axis becomes the first
 * axis, so that y₁ is the projection on that direction ("Big Cooperative Learning", section 3.3).
 *
 * @param angle in radians, finite
 * @throws RangeError when the angle is not finite
 * @example
 * ```ts
 * import { fromRows } from '@bcl/linalg';
 * import { rotation2d } from '@bcl/transforms';
 * rotation2d(Math.PI / 4).apply(fromRows([[1, 1]])).data; // => [1.4142135623730951, 0]
 * ```
 */
export function rotation2d(angle: number): Transform {
  return rotation(2, 0, 1, angle);
}
