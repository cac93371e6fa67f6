import type { Key } from './key';
import { threefry } from './threefry';

/** Ends the text, so that no text is the beginning of another in the eyes of the hash. UTF-8 has no such byte. */
const END = 0xff;

/**
 * Hashes a text into 64 bits, starting from a key: its UTF-8 bytes and an end mark, eight at a time, are encrypted
 * under the state so far and added to the result (the Matyas–Meyer–Oseas construction with Threefry as the cipher).
 *
 * Half a surrogate pair, which UTF-8 cannot express, counts as U+FFFD.
 */
export function absorbText(start: Key, text: string): Key {
  const encoded = new TextEncoder().encode(text);
  const bytes = new Uint8Array(Math.ceil((encoded.length + 1) / 8) * 8);
  bytes.set(encoded);
  bytes[encoded.length] = END;
  const view = new DataView(bytes.buffer);
  const state = Uint32Array.of(start.high, start.low);
  for (let i = 0; i < bytes.length; i += 8) {
    const first = view.getUint32(i);
    const second = view.getUint32(i + 4);
    threefry(state[0], state[1], first, second, state, 0);
    state[0] ^= first;
    state[1] ^= second;
  }
  return { high: state[0], low: state[1] };
}
