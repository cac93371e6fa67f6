/**
 * The number of points in a flat row-major array.
 *
 * @throws RangeError when the dimension is not a whole number of at least 1, there is no point, the last one is broken, or
 *   a coordinate is not finite
 */
export function countPoints(points: ArrayLike<number>, dimension: number, name: string): number {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`dimension is ${dimension}: it must be a whole number of at least 1`);
  }
  if (points.length === 0 || points.length % dimension !== 0) {
    throw new RangeError(
      `${name} has ${points.length} numbers: it must hold whole points of ${dimension} numbers each, and at least one`,
    );
  }
  for (let i = 0; i < points.length; i++) {
    if (!Number.isFinite(points[i])) throw new RangeError(`${name}[${i}] is ${points[i]}: points must be finite`);
  }
  return points.length / dimension;
}
