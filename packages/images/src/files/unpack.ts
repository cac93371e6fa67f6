import { gunzipSync } from 'node:zlib';
import { stop } from '../problem';
import { errorCode } from './error-code';

/** Bytes as they are, or decompressed where they begin as gzip does, up to `maxBytes`. */
export function unpack(bytes: Uint8Array, where: string, maxBytes: number): Uint8Array {
  if (bytes.length < 2 || bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      stop('TooLarge', {
        what: `The compressed file holds more than ${maxBytes} bytes`,
        where,
        why: 'it is another file, or made to fill the memory',
        hint: 'check where it comes from',
      });
    }
    return stop('DamagedFile', {
      what: 'The compressed file cannot be decompressed',
      where,
      why: `it was cut short or changed (${code})`,
      hint: 'get the file again',
    });
  }
}
