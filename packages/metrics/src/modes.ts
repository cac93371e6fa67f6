/**
 * The number of true modes that a fitted mixture covers: true means with a component's mean within `radius`
 * (Euclidean, inclusive). A component may cover several, a mode covered twice counts once.
 *
 * @param means flat row-major, K × `dimension`: the fitted means
 * @param trueMeans flat row-major, M × `dimension`
 * @param dimension the number of coordinates D of a mean, at least 1
 * @param radius in the units of the data, positive; 0.5 is a quarter of the distance between neighbours in the
 *   25-component simulation
 * @returns a whole number in [0, M]
 * @throws RangeError when a flat array does not hold whole means or finite numbers, or the radius is not positive
 * @example
 * ```ts
 * import { modesCovered } from '@bcl/metrics';
 * modesCovered([0.1, 0, 0, 0.2, 9, 9], [0, 0, 2, 0, 4, 0], 2); // => 1
 * ```
 */
export function modesCovered(
  means: ArrayLike<number>,
  trueMeans: ArrayLike<number>,
  dimension: number,
  radius = 0.5,
): number {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`dimension is ${dimension}: it must be a whole number of at least 1`);
  }
  if (!(radius > 0)) throw new RangeError(`radius is ${radius}: it must be positive`);
  checkMeans(means, dimension, 'means');
  checkMeans(trueMeans, dimension, 'trueMeans');
  let covered = 0;
  for (let m = 0; m < trueMeans.length; m += dimension) {
    for (let k = 0; k < means.length; k += dimension) {
      if (distance(means, k, trueMeans, m, dimension) <= radius) {
        covered++;
        break;
      }
    }
  }
  return covered;
}

function distance(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number, dimension: number): number {
  let squares = 0;
  for (let d = 0; d < dimension; d++) squares += (a[i + d] - b[j + d]) ** 2;
  return Math.sqrt(squares);
}

function checkMeans(means: ArrayLike<number>, dimension: number, name: string): void {
  if (means.length === 0 || means.length % dimension !== 0) {
    throw new RangeError(`${name} has ${means.length} numbers: it must hold whole means of ${dimension} numbers each`);
  }
  for (let i = 0; i < means.length; i++) {
    if (!Number.isFinite(means[i])) throw new RangeError(`${name}[${i}] is ${means[i]}: means must be finite`);
  }
}
