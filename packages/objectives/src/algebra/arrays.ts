import type { Algebra } from './algebra';

type Batch = Float64Array;

function map(a: Batch, each: (x: number) => number): Batch {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = each(a[i]);
  return result;
}

/** Combines two batches element by element; a batch of one number is repeated. */
function combine(a: Batch, b: Batch, each: (x: number, y: number) => number): Batch {
  if (a.length !== b.length && a.length !== 1 && b.length !== 1) {
    throw new RangeError(
      `Batches of ${a.length} and of ${b.length} numbers cannot be combined: they must be equally long, or one of them hold one number.`,
    );
  }
  const length = a.length === 1 ? b.length : a.length;
  const stepA = a.length === 1 ? 0 : 1;
  const stepB = b.length === 1 ? 0 : 1;
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = each(a[i * stepA], b[i * stepB]);
  return result;
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function sigmoid(x: number): number {
  // The exponential of a negative number cannot overflow.
  const e = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

function total(a: Batch): number {
  let sum = 0;
  for (const x of a) sum += x;
  return sum;
}

function largest(a: Batch): number {
  if (a.length === 0) throw new RangeError('An empty batch has no largest element: draw at least one sample.');
  let result = a[0];
  for (const x of a) if (x > result || Number.isNaN(x)) result = x;
  return result;
}

/**
 * The algebra of plain number arrays: a batch is a `Float64Array` with one number a sample.
 *
 * Functions are those of IEEE 754 arithmetic and of `Math`; `detach` gives its argument back, since nothing is differentiated.
 * Two batches of different lengths, neither of them 1, throw a RangeError, and so does the maximum of nothing.
 *
 * @example
 * ```ts
 * import { arrays } from '@bcl/objectives';
 *
 * const logRatio = Float64Array.of(-1000, 0, 1000);
 * arrays.sigmoid(logRatio); // => [0, 0.5, 1]
 * arrays.softplus(logRatio); // => [0, 0.6931471805599453, 1000]
 * arrays.add(logRatio, Float64Array.of(1)); // => [-999, 1, 1001]
 * ```
 */
export const arrays: Algebra<Float64Array> = {
  add: (a, b) => combine(a, b, (x, y) => x + y),
  multiply: (a, b) => combine(a, b, (x, y) => x * y),
  divide: (a, b) => combine(a, b, (x, y) => x / y),
  scale: (a, factor) => map(a, (x) => factor * x),
  shift: (a, offset) => map(a, (x) => x + offset),
  exp: (a) => map(a, Math.exp),
  log: (a) => map(a, Math.log),
  expm1: (a) => map(a, Math.expm1),
  softplus: (a) => map(a, softplus),
  sigmoid: (a) => map(a, sigmoid),
  clip: (a, low, high) => map(a, (x) => Math.min(Math.max(x, low), high)),
  sum: (a) => Float64Array.of(total(a)),
  maximum: (a) => Float64Array.of(largest(a)),
  detach: (a) => a,
};
