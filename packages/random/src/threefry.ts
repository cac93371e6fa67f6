/** The constant that keeps a key schedule of zeros from being trivial (Skein's C240, in its 32-bit form). */
const PARITY = 0x1bd11bda;

/**
 * One block of Threefry-2x32 with 20 rounds: encrypts a counter of two words under a key of two and writes the two
 * resulting words to `out[at]` and `out[at + 1]`.
 *
 * For each key this is a one-to-one map of the 2⁶⁴ counters, so different counters never give the same block. Words go
 * in and come out as 32 bits, whatever their sign. (J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel
 * random numbers: as easy as 1, 2, 3", SC 2011.) Unrolled, since all draws of this package pass through here.
 */
export function threefry(
  keyHigh: number,
  keyLow: number,
  counter0: number,
  counter1: number,
  out: Uint32Array,
  at: number,
): void {
  // Made signed at once: words from 2³¹ on would otherwise keep the additions in floating point.
  const k0 = keyHigh | 0;
  const k1 = keyLow | 0;
  const k2 = PARITY ^ k0 ^ k1;
  let x = ((counter0 | 0) + k0) | 0;
  let y = ((counter1 | 0) + k1) | 0;

  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + k1) | 0;
  y = (y + k2 + 1) | 0;

  x = (x + y) | 0;
  y = ((y << 17) | (y >>> 15)) ^ x;
  x = (x + y) | 0;
  y = ((y << 29) | (y >>> 3)) ^ x;
  x = (x + y) | 0;
  y = ((y << 16) | (y >>> 16)) ^ x;
  x = (x + y) | 0;
  y = ((y << 24) | (y >>> 8)) ^ x;
  x = (x + k2) | 0;
  y = (y + k0 + 2) | 0;

  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + k0) | 0;
  y = (y + k1 + 3) | 0;

  x = (x + y) | 0;
  y = ((y << 17) | (y >>> 15)) ^ x;
  x = (x + y) | 0;
  y = ((y << 29) | (y >>> 3)) ^ x;
  x = (x + y) | 0;
  y = ((y << 16) | (y >>> 16)) ^ x;
  x = (x + y) | 0;
  y = ((y << 24) | (y >>> 8)) ^ x;
  x = (x + k1) | 0;
  y = (y + k2 + 4) | 0;

  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  out[at] = x + k2;
  out[at + 1] = y + k0 + 5;
}
