import { matrix, row } from '@bcl/linalg';
import type { Matrix } from '@bcl/linalg';
import type { SampleComparison } from '@bcl/objectives';
import type { Key } from '@bcl/random';
import { matchQuantiles } from './match-quantiles.js';
import { unitVectors } from './unit-vectors.js';

/** How points are compared: along how many directions, and which power of the distance is averaged. */
export interface Slicing {
  readonly directions: number;
  readonly order: number;
}

/**
 * The mean over random directions of the Wasserstein distance of the projections, to the power `order`, and its gradient by the
 * model's points. Sets of different sizes are compared as distributions, each point with its equal share.
 *
 * @param key - draws the directions; equal keys give equal ones
 * @throws RangeError where a set is empty, or the sets differ in their number of columns
 */
export function compareSlices(model: Matrix, data: Matrix, key: Key, { directions, order }: Slicing): SampleComparison {
  requireComparable(model, data);
  const { rows, columns } = model;
  // On a line there is one direction, and its sign does not matter.
  const count = columns === 1 ? 1 : directions;
  const units = unitVectors(key, count, columns);
  const gradient = new Float64Array(rows * columns);
  let value = 0;
  for (let at = 0; at < count; at++) {
    const direction = row(units, at);
    const matched = matchQuantiles(project(model, direction), project(data, direction), order);
    value += matched.value / count;
    // A point moves its projection by the direction's components.
    matched.gradient.forEach((pull, i) => {
      for (let j = 0; j < columns; j++) gradient[i * columns + j] += (pull * direction[j]) / count;
    });
  }
  return { value, gradient: matrix(rows, columns, gradient) };
}

/** The coordinate of each point along a direction. */
function project(points: Matrix, direction: Float64Array): Float64Array {
  return Float64Array.from({ length: points.rows }, (_, i) =>
    row(points, i).reduce((sum, coordinate, j) => sum + coordinate * direction[j], 0),
  );
}

function requireComparable(model: Matrix, data: Matrix): void {
  if (model.rows === 0 || data.rows === 0) {
    throw new RangeError(`There are ${model.rows} points to compare with ${data.rows}: both sides need at least one.`);
  }
  if (model.columns !== data.columns) {
    throw new RangeError(`The model's points have ${model.columns} coordinates and the data's ${data.columns}.`);
  }
}
