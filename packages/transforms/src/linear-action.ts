import { matrix, multiplyTransposed, symmetrize, transpose } from '@bcl/linalg';
import type { Matrix } from '@bcl/linalg';
import { compose } from './compose';
import { requireGaussian, requirePoints } from './requirements';
import type { Gaussian, Transform } from './transform';

/** Maps `count` rows of D values (row-major) to new rows, each x to A x. */
export type RowMap = (rows: Float64Array, count: number) => Float64Array;

/** What one kind of transform has to say about itself; {@link fromLinearAction} makes the rest of it. */
export interface LinearAction {
  readonly name: string;
  readonly dimension: number;
  /** x to A x, row by row. Must return a new array. */
  readonly forward: RowMap;
  /** y to A⁻¹ y, row by row. Must return a new array. */
  readonly backward: RowMap;
  readonly logAbsDeterminant: number;
  /** b; all zero without it. */
  readonly offset?: Float64Array;
  /** A, D×D, where it is at hand; made from `forward` on first use without it. */
  readonly linear?: Float64Array;
  /** A⁻¹, D×D, where it is at hand. */
  readonly inverseLinear?: Float64Array;
}

/** The action of a D×D matrix (row-major) on rows: rows · Aᵀ. */
export function denseRowMap(linear: Float64Array, dimension: number): RowMap {
  return (rows, count) => multiplyTransposed(rows, linear, count, dimension, dimension);
}

/** A C Aᵀ from the action alone: forward maps the rows of C to C Aᵀ, whose transpose is A C as C is symmetric. */
function congruence(forward: RowMap, covariance: Float64Array, dimension: number): Float64Array {
  const half = transpose(forward(covariance, dimension), dimension, dimension);
  const whole = forward(half, dimension);
  symmetrize(whole, dimension);
  return whole;
}

function shifted(rows: Float64Array, by: Float64Array, sign: 1 | -1): Float64Array {
  const dimension = by.length;
  const moved = new Float64Array(rows.length);
  for (let start = 0; start < rows.length; start += dimension) {
    for (let j = 0; j < dimension; j++) moved[start + j] = rows[start + j] + sign * by[j];
  }
  return moved;
}

function unitRows(dimension: number): Float64Array {
  const rows = new Float64Array(dimension * dimension);
  for (let i = 0; i < dimension; i++) rows[i * dimension + i] = 1;
  return rows;
}

/** The action read backwards: x = A⁻¹ y − A⁻¹ b. */
function reversed(action: LinearAction): LinearAction {
  const { offset } = action;
  return {
    name: `inverse of ${action.name}`,
    dimension: action.dimension,
    forward: action.backward,
    backward: action.forward,
    logAbsDeterminant: 0 - action.logAbsDeterminant,
    offset: offset && action.backward(offset, 1).map((value) => 0 - value),
    linear: action.inverseLinear,
    inverseLinear: action.linear,
  };
}

/** A transform from its linear action and offset. */
export function fromLinearAction(action: LinearAction, inverseOf?: Transform): Transform {
  const { name, dimension, forward, backward, logAbsDeterminant } = action;
  const moves = action.offset?.some((value) => value !== 0) ?? false;
  const offset = action.offset ?? new Float64Array(dimension);
  let linear = action.linear;
  let inverse = inverseOf;

  const ahead: RowMap = (rows, count) => (moves ? shifted(forward(rows, count), offset, 1) : forward(rows, count));
  const back: RowMap = (rows, count) => backward(moves ? shifted(rows, offset, -1) : rows, count);
  const onPoints = (map: RowMap, points: Matrix): Matrix => {
    requirePoints(points, dimension, name);
    return matrix(points.rows, dimension, map(points.data, points.rows));
  };
  const onGaussian = (map: RowMap, linearPart: RowMap, gaussian: Gaussian): Gaussian => {
    requireGaussian(gaussian, dimension, name);
    return { mean: map(gaussian.mean, 1), covariance: congruence(linearPart, gaussian.covariance, dimension) };
  };

  const self: Transform = {
    name,
    dimension,
    get linear() {
      linear ??= transpose(forward(unitRows(dimension), dimension), dimension, dimension);
      return linear;
    },
    offset,
    logAbsDeterminant,
    apply: (points) => onPoints(ahead, points),
    invert: (points) => onPoints(back, points),
    applyToGaussian: (gaussian) => onGaussian(ahead, forward, gaussian),
    invertGaussian: (gaussian) => onGaussian(back, backward, gaussian),
    andThen: (next) => compose(self, next),
    inverse: () => {
      inverse ??= fromLinearAction(reversed(action), self);
      return inverse;
    },
  };
  return self;
}
