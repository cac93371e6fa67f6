/** Numbers whose letters are made in one call; more would be more arguments than a call takes. */
const CHUNK = 0x2000;

/** Float64 numbers as base64 of their little-endian bytes: every bit is kept, also of NaN, infinities and the sign of zero. */
export function encodeNumbers(values: Float64Array): string {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(8 * i, values[i], true);
  const letters: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) letters.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return btoa(letters.join(''));
}

/** The numbers that {@link encodeNumbers} wrote; undefined for any other text. */
export function decodeNumbers(text: string): Float64Array | undefined {
  let letters: string;
  try {
    letters = atob(text);
  } catch {
    return undefined;
  }
  if (letters.length % 8 !== 0) return undefined;
  const view = new DataView(new ArrayBuffer(letters.length));
  for (let i = 0; i < letters.length; i++) view.setUint8(i, letters.charCodeAt(i));
  return Float64Array.from({ length: letters.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
}
