import { countPoints } from './points';
import { checkedOrder, sortedWasserstein, type WassersteinOrder } from './wasserstein';

/** Options of {@link slicedWasserstein}. */
export interface SlicedWassersteinOptions {
  /** The power p of W_p; 1 by default. */
  readonly order?: WassersteinOrder;
  /**
   * How many directions, in two dimensions: they stand at even angles over the half circle, the first half a step from
   * the first axis. 64 by default.
   */
  readonly projections?: number;
  /**
   * Flat L × D: the directions to project on, of any length but zero; needed beyond two dimensions, where they are usually
   * drawn from a normal distribution.
   */
  readonly directions?: ArrayLike<number>;
}

/**
 * The sliced Wasserstein distance of two samples: the p-th root of the mean over directions of W_p^p of the samples projected
 * on them. Every slice is exact (`wassersteinDistance`), also for samples of different sizes. In the units of
 * the data; at most the Wasserstein distance itself, and on the line equal to it.
 *
 * Two samples of the same distribution are not at zero: compare with the distance between two of them. (Rabin, Peyré, Delon &
 * Bernot, "Wasserstein barycenter and its application to texture mixing", 2011.)
 *
 * @param a - flat row-major, N × `dimension`, finite, at least one point
 * @param b - flat row-major, M × `dimension`
 * @throws RangeError when a sample does not hold whole finite points, the order or the number of projections cannot be, a
 *   direction is zero, or there are none and more than two dimensions
 * @example
 * ```ts
 * import { slicedWasserstein } from '@bcl/metrics';
 * const moved = slicedWasserstein([0, 0, 1, 0], [0, 3, 1, 3], 2, { directions: [0, 1, 1, 0] });
 * moved; // => 1.5
 * ```
 */
export function slicedWasserstein(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  dimension: number,
  options: SlicedWassersteinOptions = {},
): number {
  const n = countPoints(a, dimension, 'a');
  const m = countPoints(b, dimension, 'b');
  const order = checkedOrder(options.order ?? 1);
  const directions = options.directions ?? evenDirections(dimension, options.projections ?? 64);
  const slices = countPoints(directions, dimension, 'directions');
  const [onA, onB] = [new Float64Array(n), new Float64Array(m)];
  let sum = 0;
  for (let l = 0; l < slices; l++) {
    const direction = unit(directions, l, dimension);
    project(a, direction, onA);
    project(b, direction, onB);
    sum += sortedWasserstein(onA.sort(), onB.sort(), order);
  }
  return order === 1 ? sum / slices : Math.sqrt(sum / slices);
}

function evenDirections(dimension: number, projections: number): Float64Array {
  if (dimension === 1) return Float64Array.of(1);
  if (dimension > 2) throw new RangeError(`directions are missing: ${dimension} dimensions have no even ones`);
  if (!Number.isInteger(projections) || projections < 1) {
    throw new RangeError(`projections is ${projections}: it must be a whole number of at least 1`);
  }
  const angles = Array.from({ length: projections }, (_, l) => (Math.PI * (l + 0.5)) / projections);
  return Float64Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
}

function unit(directions: ArrayLike<number>, l: number, dimension: number): Float64Array {
  const direction = Float64Array.from({ length: dimension }, (_, d) => directions[l * dimension + d]);
  const length = Math.hypot(...direction);
  if (length === 0) throw new RangeError(`direction ${l} is zero: it points nowhere`);
  return direction.map((value) => value / length);
}

function project(points: ArrayLike<number>, direction: Float64Array, into: Float64Array): void {
  const dimension = direction.length;
  for (let i = 0; i < into.length; i++) {
    let sum = 0;
    for (let d = 0; d < dimension; d++) sum += points[i * dimension + d] * direction[d];
    into[i] = sum;
  }
}
