/** Plain JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const arrays = { Float64Array, Float32Array, Int32Array, Uint8Array } as const;
type ArrayName = keyof typeof arrays;
const isArrayName = (name: string): name is ArrayName => Object.hasOwn(arrays, name);

/** The one key of an object that stands for what JSON has no word for. */
const TYPED = '$typed';
const NUMBER = '$number';

/**
 * A value as plain JSON that {@link decode} reads back to the bit: typed arrays become base64 of their bytes (little-endian), and
 * NaN, infinities and -0, which JSON does not know, a text. Properties that are undefined are left out, as JSON does.
 *
 * Base64 takes 4/3 of the bytes: 11 characters a float64, where its decimal digits take up to 24.
 *
 * @throws TypeError for a function, a class instance, or a key that begins with `$typed` or `$number`
 * @example
 * ```ts
 * import { decode, encode } from '@bcl/distributed';
 *
 * encode({ mass: Float64Array.of(1) }); // => { mass: { $typed: 'Float64Array', base64: 'AAAAAAAA8D8=' } }
 * decode(JSON.parse(JSON.stringify(encode({ mass: Float64Array.of(0.1) })))); // => { mass: Float64Array.of(0.1) }
 * ```
 */
export function encode(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { [NUMBER]: Object.is(value, -0) ? '-0' : String(value) };
  if (Array.isArray(value)) return value.map((item) => encode(item === undefined ? null : item));
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} is no plain data`);
  const kind =
    (Object.getPrototypeOf(value) as { constructor?: { name: string } } | null)?.constructor?.name ?? 'Object';
  if (ArrayBuffer.isView(value) && isArrayName(kind))
    return { [TYPED]: kind, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  if (kind !== 'Object') throw new TypeError(`a ${kind} is no plain data`);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const reserved = entries.find(([name]) => name === TYPED || name === NUMBER);
  if (reserved !== undefined) throw new TypeError(`the key ${reserved[0]} is taken by the encoding`);
  return Object.fromEntries(entries.map(([name, item]) => [name, encode(item)]));
}

/**
 * What {@link encode} was given. Arrays do not share memory with anything.
 *
 * @throws TypeError for an encoding of a typed array that is damaged
 */
export function decode(json: Json): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (isList(json)) return json.map(decode);
  if (typeof json[NUMBER] === 'string') return Number(json[NUMBER]);
  const { [TYPED]: kind, base64 } = json;
  if (typeof kind === 'string') return decodeArray(kind, base64);
  return Object.fromEntries(Object.entries(json).map(([name, item]) => [name, decode(item)]));
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

function decodeArray(kind: string, base64: Json): Float64Array | Float32Array | Int32Array | Uint8Array {
  if (!isArrayName(kind) || typeof base64 !== 'string') throw new TypeError(`not an encoded array: ${kind}`);
  const make = arrays[kind];
  // A copy, because Buffer hands out pieces of a pool that need not begin at a multiple of eight.
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  if (bytes.length % make.BYTES_PER_ELEMENT !== 0)
    throw new TypeError(`${bytes.length} bytes are no whole number of a ${kind}'s entries`);
  return new make(bytes.buffer);
}
