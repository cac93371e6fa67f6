import { matrix } from '@bcl/linalg';
import type { Matrix } from '@bcl/linalg';
import { fold, normal } from '@bcl/random';
import type { Key } from '@bcl/random';

/**
 * Random directions: rows of length 1, uniform on the sphere (by the rotation-invariant Haar measure), since a standard normal
 * vector has no preferred direction.
 */
export function unitVectors(key: Key, count: number, dimension: number): Matrix {
  const data = normal(fold(key, 'directions'), count * dimension);
  for (let at = 0; at < count; at++) {
    const vector = data.subarray(at * dimension, (at + 1) * dimension);
    const length = Math.hypot(...vector);
    vector.forEach((coordinate, j) => (vector[j] = coordinate / length));
  }
  return matrix(count, dimension, data);
}
