import { dot } from './dot';
import { requireShape, requireSize, requireVector } from './shape';
import { kernels, type Kernels } from './wasm/kernels';

/** From this many multiplications on, copying into the kernels' memory costs less than it saves. */
const WORTH_COPYING = 2 ** 15;

/**
 * The identity matrix, n × n, row-major.
 *
 * @example
 * ```ts
 * import { identity } from '@bcl/linalg';
 *
 * identity(2); // => [1, 0, 0, 1]
 * ```
 */
export function identity(n: number): Float64Array {
  requireSize(n, 'n');
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = 1;
  return result;
}

/**
 * The transpose of `a` (rows × columns), as a new array (columns × rows).
 *
 * @throws RangeError when `a` does not have that shape
 *
 * @example
 * ```ts
 * import { transpose } from '@bcl/linalg';
 *
 * transpose(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3); // => [1, 4, 2, 5, 3, 6]
 * ```
 */
export function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  requireShape(a, rows, columns, 'a');
  const result = new Float64Array(a.length);
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    for (let j = 0; j < columns; j++) result[j * rows + i] = a[start + j];
  }
  return result;
}

/**
 * The product a · b of `a` (rows × inner) and `b` (inner × columns), rows × columns.
 *
 * @throws RangeError when `a` or `b` does not have that shape
 *
 * @example
 * ```ts
 * import { multiply } from '@bcl/linalg';
 *
 * multiply(Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6), 2, 2, 1); // => [17, 39]
 * ```
 */
export function multiply(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  requireShape(a, rows, inner, 'a');
  requireShape(b, inner, columns, 'b');
  const compiled = rows * inner * columns < WORTH_COPYING ? undefined : kernels();
  return compiled === undefined
    ? multiplyPlainly(a, b, rows, inner, columns)
    : multiplyCompiled(compiled, a, b, rows, inner, columns);
}

/** Every entry is summed in the order of `inner`, here and in the compiled kernel: the bits are the same. */
export function multiplyPlainly(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const aStart = i * inner;
    const start = i * columns;
    let k = 0;
    // Four rows of b at a time: the running row of the result is read and written a quarter as often.
    for (; k + 3 < inner; k += 4) {
      const f0 = a[aStart + k];
      const f1 = a[aStart + k + 1];
      const f2 = a[aStart + k + 2];
      const f3 = a[aStart + k + 3];
      const b0 = k * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      for (let j = 0; j < columns; j++)
        result[start + j] = result[start + j] + f0 * b[b0 + j] + f1 * b[b1 + j] + f2 * b[b2 + j] + f3 * b[b3 + j];
    }
    for (; k < inner; k++) {
      const f = a[aStart + k];
      const bStart = k * columns;
      for (let j = 0; j < columns; j++) result[start + j] += f * b[bStart + j];
    }
  }
  return result;
}

function multiplyCompiled(
  { run, allocate }: Kernels,
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const [left, right, out, panel] = allocate([a.length, b.length, rows * columns, 32 * inner]);
  left.values.set(a);
  right.values.set(b);
  run.product(left.at, right.at, out.at, panel.at, rows, inner, columns);
  return out.values.slice();
}

/**
 * The product a · bᵀ of `a` (rows × inner) and the transpose of `b` (columns × inner), rows × columns. Both are read
 * along their rows, so this is the faster product where there is a choice.
 *
 * @throws RangeError when `a` or `b` does not have that shape
 *
 * @example
 * ```ts
 * import { multiplyTransposed } from '@bcl/linalg';
 *
 * multiplyTransposed(Float64Array.of(1, 2), Float64Array.of(3, 4, 5, 6), 1, 2, 2); // => [11, 17]
 * ```
 */
export function multiplyTransposed(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  requireShape(a, rows, inner, 'a');
  requireShape(b, columns, inner, 'b');
  if (rows * inner * columns >= WORTH_COPYING) return multiply(a, transpose(b, columns, inner), rows, inner, columns);
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[i * columns + j] = dot(a, i * inner, b, j * inner, inner);
  }
  return result;
}

/**
 * The product a · x of `a` (rows × columns) and the vector `x` (columns), a vector of `rows` numbers.
 *
 * @throws RangeError when `a` or `x` does not have that shape
 *
 * @example
 * ```ts
 * import { matrixVector } from '@bcl/linalg';
 *
 * matrixVector(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, -1), 2, 2); // => [-1, -1]
 * ```
 */
export function matrixVector(a: Float64Array, x: Float64Array, rows: number, columns: number): Float64Array {
  requireShape(a, rows, columns, 'a');
  requireVector(x, columns, 'x');
  const result = new Float64Array(rows);
  for (let i = 0; i < rows; i++) result[i] = dot(a, i * columns, x, 0, columns);
  return result;
}

/**
 * Replaces `a` (n × n) in place by (a + aᵀ) / 2, which is symmetric to the last bit, and returns it.
 *
 * @throws RangeError when `a` does not have that shape
 *
 * @example
 * ```ts
 * import { symmetrize } from '@bcl/linalg';
 *
 * symmetrize(Float64Array.of(1, 2, 4, 1), 2); // => [1, 3, 3, 1]
 * ```
 */
export function symmetrize(a: Float64Array, n: number): Float64Array {
  requireShape(a, n, n, 'a');
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const lower = a[i * n + j];
      const upper = a[j * n + i];
      // Halved before the sum, which could otherwise overflow; halving can underflow, so equal entries are kept.
      const mean = lower === upper ? lower : 0.5 * lower + 0.5 * upper;
      a[i * n + j] = mean;
      a[j * n + i] = mean;
    }
  }
  return a;
}
