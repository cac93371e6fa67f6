/** Numbers in memory that all threads see. */
export const sharedNumbers = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * length));

/** Whole numbers in memory that all threads see. */
export const sharedIntegers = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));

/** True where all threads see the array. By name, since a frame or a test may have a class of its own. */
const isShared = ({ buffer }: Float64Array | Int32Array): boolean =>
  Object.prototype.toString.call(buffer) === '[object SharedArrayBuffer]';

/** The numbers themselves where all threads see them, or else a copy that they see. */
export function seenByAll(numbers: Float64Array): Float64Array {
  if (isShared(numbers)) return numbers;
  const copy = sharedNumbers(numbers.length);
  copy.set(numbers);
  return copy;
}

const rowCopies = new WeakMap<Int32Array, Int32Array>();

/** The same for the row numbers of a pattern, which never change: all views of the data share one copy. */
export function rowsSeenByAll(rows: Int32Array): Int32Array {
  if (isShared(rows)) return rows;
  let copy = rowCopies.get(rows);
  if (copy === undefined) {
    copy = sharedIntegers(rows.length);
    copy.set(rows);
    rowCopies.set(rows, copy);
  }
  return copy;
}

const copies = new WeakMap<Float64Array, Float64Array>();

/** The same for numbers that never change: the copy is made once. */
export function constantSeenByAll(numbers: Float64Array): Float64Array {
  const copy = copies.get(numbers) ?? seenByAll(numbers);
  if (copy !== numbers) copies.set(numbers, copy);
  return copy;
}
