import type { Block } from './element';

interface NumberType {
  readonly size: number;
  readonly get: (view: DataView, offset: number, littleEndian: boolean) => number;
}

/** Storage types by their number in a MATLAB level 5 file; 64-bit integers come out rounded beyond 2^53. */
const numberTypes: ReadonlyMap<number, NumberType> = new Map<number, NumberType>([
  [1, { size: 1, get: (view, offset) => view.getInt8(offset) }],
  [2, { size: 1, get: (view, offset) => view.getUint8(offset) }],
  [3, { size: 2, get: (view, offset, little) => view.getInt16(offset, little) }],
  [4, { size: 2, get: (view, offset, little) => view.getUint16(offset, little) }],
  [5, { size: 4, get: (view, offset, little) => view.getInt32(offset, little) }],
  [6, { size: 4, get: (view, offset, little) => view.getUint32(offset, little) }],
  [7, { size: 4, get: (view, offset, little) => view.getFloat32(offset, little) }],
  [9, { size: 8, get: (view, offset, little) => view.getFloat64(offset, little) }],
  [12, { size: 8, get: (view, offset, little) => Number(view.getBigInt64(offset, little)) }],
  [13, { size: 8, get: (view, offset, little) => Number(view.getBigUint64(offset, little)) }],
]);

/** The numbers in an element's body, or undefined when its type or its length is not that of numbers. */
export function decodeNumbers(type: number, body: Block): Float64Array | undefined {
  const numberType = numberTypes.get(type);
  if (numberType === undefined || body.view.byteLength % numberType.size !== 0) return undefined;
  const { size, get } = numberType;
  const numbers = new Float64Array(body.view.byteLength / size);
  for (let index = 0; index < numbers.length; index++) {
    numbers[index] = get(body.view, index * size, body.littleEndian);
  }
  return numbers;
}
