/**
 * The same plain data with its float64 arrays in shared memory, so that what all jobs need is not copied for each of them. The arrays
 * are copies: the caller's stay as they are.
 */
export function shareArrays(value: unknown): unknown {
  if (value instanceof Float64Array) {
    const shared = new Float64Array(new SharedArrayBuffer(value.byteLength));
    shared.set(value);
    return shared;
  }
  if (Array.isArray(value)) return value.map(shareArrays);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shareArrays(item)]));
}
