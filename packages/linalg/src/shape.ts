/**
 * Shape checks shared by all kernels. A wrong length is a programmer's error and would otherwise surface far away, as
 * NaN or as silently ignored entries.
 */

/** Throws a RangeError unless `size` can be a number of rows or columns: a whole number, zero or more. */
export function requireSize(size: number, name: string): void {
  if (!Number.isInteger(size) || size < 0) {
    throw new RangeError(`${name} must be a whole number, 0 or more, got ${String(size)}.`);
  }
}

/** Throws a RangeError unless `values` holds exactly `rows × columns` numbers. */
export function requireShape(values: Float64Array, rows: number, columns: number, name: string): void {
  requireSize(rows, `rows of ${name}`);
  requireSize(columns, `columns of ${name}`);
  if (values.length !== rows * columns) {
    throw new RangeError(
      `${name} must hold ${rows} × ${columns} = ${rows * columns} numbers in row-major order, got ${values.length}: ` +
        'check the sizes passed beside it.',
    );
  }
}

/** Throws a RangeError unless `values` holds exactly `length` numbers. */
export function requireVector(values: Float64Array, length: number, name: string): void {
  requireSize(length, `length of ${name}`);
  if (values.length !== length) {
    throw new RangeError(`${name} must hold ${length} numbers, got ${values.length}: check the size passed beside it.`);
  }
}

/**
 * The power of two by which `values` is to be multiplied so that its largest magnitude lies in [0.5, 2), or 1 when all
 * are zero. Scaling by it is exact short of underflow, and keeps squares away from overflow.
 *
 * @throws RangeError when a value is NaN or infinite
 */
export function exactScale(values: Float64Array, name: string): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i]);
    // Written so that NaN, for which every comparison is false, is caught too.
    if (!(magnitude < Infinity)) {
      throw new RangeError(
        `${name} must be finite, got ${values[i]} at flat index ${i}: look for missing values or an overflow upstream.`,
      );
    }
    if (magnitude > largest) largest = magnitude;
  }
  if (largest === 0) return 1;
  // Outside ±1000 the power itself would leave the range of normal numbers.
  const exponent = Math.max(-1000, Math.min(1000, Math.floor(Math.log2(largest))));
  return 2 ** -exponent;
}
