const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/**
 * The CRC-32 of some bytes (ISO 3309, as in gzip and PNG): any change of up to 32 bits in a row is noticed, every other
 * one with all but one chance in 2³².
 *
 * @param bytes what to sum
 * @param before the CRC-32 of what came before, to sum in parts
 * @returns an unsigned number of 32 bits
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let rest = ~before;
  for (let i = 0; i < bytes.length; i += 1) rest = table[(rest ^ bytes[i]) & 0xff] ^ (rest >>> 8);
  return ~rest >>> 0;
}
