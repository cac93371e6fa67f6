import { dataTypes, type SafeTensor } from './tensor';

/**
 * Writes a tensor's elements, little-endian, whatever the machine's own order is.
 *
 * @param tensor whose elements are written
 * @param bytes where to
 * @param begin offset of the first byte in `bytes`
 */
export function writeElements(tensor: SafeTensor, bytes: Uint8Array, begin: number): void {
  const to = new DataView(bytes.buffer, bytes.byteOffset + begin, tensor.data.byteLength);
  const bits = bitsOf(tensor);
  switch (bits.width) {
    case 1:
      bytes.set(bits.data, begin);
      return;
    case 2:
      for (let i = 0; i < bits.data.length; i += 1) to.setUint16(2 * i, bits.data[i], true);
      return;
    case 4:
      for (let i = 0; i < bits.data.length; i += 1) to.setUint32(4 * i, bits.data[i], true);
      return;
    case 8:
      for (let i = 0; i < bits.data.length; i += 1) to.setBigUint64(8 * i, bits.data[i], true);
      return;
  }
}

/**
 * Reads a tensor's elements into an array of their own, so that the file's bytes can be let go.
 *
 * @param type their type
 * @param shape the tensor's shape
 * @param bytes the tensor's bytes, as many as type and shape ask for
 */
export function readElements(type: SafeTensor['type'], shape: readonly number[], bytes: Uint8Array): SafeTensor {
  const tensor = emptyTensor(type, shape, bytes.length / dataTypes[type]);
  const from = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const bits = bitsOf(tensor);
  switch (bits.width) {
    case 1:
      bits.data.set(bytes);
      break;
    case 2:
      for (let i = 0; i < bits.data.length; i += 1) bits.data[i] = from.getUint16(2 * i, true);
      break;
    case 4:
      for (let i = 0; i < bits.data.length; i += 1) bits.data[i] = from.getUint32(4 * i, true);
      break;
    case 8:
      for (let i = 0; i < bits.data.length; i += 1) bits.data[i] = from.getBigUint64(8 * i, true);
      break;
  }
  return tensor;
}

function emptyTensor(type: SafeTensor['type'], shape: readonly number[], length: number): SafeTensor {
  switch (type) {
    case 'F32':
      return { type, shape, data: new Float32Array(length) };
    case 'F16':
      return { type, shape, data: new Uint16Array(length) };
    case 'I64':
      return { type, shape, data: new BigInt64Array(length) };
    case 'I32':
      return { type, shape, data: new Int32Array(length) };
    case 'U8':
      return { type, shape, data: new Uint8Array(length) };
  }
}

type Bits =
  | { readonly width: 1; readonly data: Uint8Array }
  | { readonly width: 2; readonly data: Uint16Array }
  | { readonly width: 4; readonly data: Uint32Array }
  | { readonly width: 8; readonly data: BigUint64Array };

/** The same memory as bits: copied as numbers, a signalling NaN would come out as another NaN on some engines. */
function bitsOf({ type, data }: SafeTensor): Bits {
  const { buffer, byteOffset, length } = data;
  switch (type) {
    case 'U8':
      return { width: 1, data: new Uint8Array(buffer, byteOffset, length) };
    case 'F16':
      return { width: 2, data: new Uint16Array(buffer, byteOffset, length) };
    case 'F32':
    case 'I32':
      return { width: 4, data: new Uint32Array(buffer, byteOffset, length) };
    case 'I64':
      return { width: 8, data: new BigUint64Array(buffer, byteOffset, length) };
  }
}
