import { writeElements } from './elements';
import type { TensorEntry } from './entry';
import { LENGTH_BYTES } from './header';
import { dataTypeOrder, dataTypes, sizeOf, type SafeTensor } from './tensor';

/**
 * The bytes of a safetensors file. The same tensors and metadata give the same bytes, in whatever order they come: tensors
 * are sorted as Python's writer sorts them (the widest type first, then by name), metadata by name, and the header is
 * filled up with blanks so that the tensors begin at a multiple of 8.
 *
 * @param tensors by name; `__metadata__` is no name for one
 * @param metadata free text by name
 * @throws RangeError where a tensor has another number of elements than its shape, or a name cannot be written
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SafeTensor>,
  metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array {
  return joinFile(layOut(tensors), metadata);
}

/** Tensors as bytes in the order of a file, and where each of them is. */
export interface Layout {
  readonly entries: readonly TensorEntry[];
  readonly body: Uint8Array;
}

/** Puts tensors one after the other. */
export function layOut(tensors: ReadonlyMap<string, SafeTensor>): Layout {
  let at = 0;
  const entries = [...tensors].sort(byTypeAndName).map(([name, { type, shape, data }]): TensorEntry => {
    const size = sizeOf(shape);
    if (name === '__metadata__')
      throw new RangeError("a tensor is named '__metadata__': a file has another use for it");
    if (shape.some((extent) => !Number.isSafeInteger(extent) || extent < 0) || data.length !== size) {
      throw new RangeError(`the tensor '${name}' has the shape [${shape.join(', ')}] and ${data.length} elements`);
    }
    const begin = at;
    at += size * dataTypes[type];
    return { name, type, shape, begin, end: at };
  });
  const body = new Uint8Array(at);
  for (const { name, begin } of entries) {
    const tensor = tensors.get(name);
    if (tensor !== undefined) writeElements(tensor, body, begin);
  }
  return { entries, body };
}

/** The file of tensors that are laid out. */
export function joinFile({ entries, body }: Layout, metadata: ReadonlyMap<string, string>): Uint8Array {
  const parts = entries.map(({ name, type, shape, begin, end }) => {
    const entry = { dtype: type, shape, data_offsets: [begin, end] };
    return `${quoted(name)}:${JSON.stringify(entry)}`;
  });
  // Text by text, not as one object: an object would move names that are numbers to its front.
  const notes = [...metadata].sort(byName).map(([name, text]) => `${quoted(name)}:${quoted(text)}`);
  if (notes.length > 0) parts.unshift(`"__metadata__":{${notes.join(',')}}`);
  const text = new TextEncoder().encode(`{${parts.join(',')}}`);
  const length = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + length + body.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.fill(0x20, LENGTH_BYTES + text.length, LENGTH_BYTES + length);
  file.set(text, LENGTH_BYTES);
  file.set(body, LENGTH_BYTES + length);
  return file;
}

function quoted(text: string): string {
  if (/\p{Surrogate}/u.test(text))
    throw new RangeError(`${JSON.stringify(text)} has half a character: no file can hold it`);
  return JSON.stringify(text);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => compare(a, b);
const byTypeAndName = (a: readonly [string, SafeTensor], b: readonly [string, SafeTensor]): number =>
  dataTypeOrder.indexOf(a[1].type) - dataTypeOrder.indexOf(b[1].type) || byName(a, b);
