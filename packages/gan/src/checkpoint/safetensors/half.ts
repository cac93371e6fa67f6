const pair = new DataView(new ArrayBuffer(4));

/** The largest number that half precision holds: (2 - 2⁻¹⁰) 2¹⁵. */
export const LARGEST_HALF = 65504;

/**
 * The bits of the number in half precision (IEEE 754 binary16) that is nearest to a number, the one with an even last bit
 * of two that are as near. From 65520 on that is infinity; a NaN stays one.
 *
 * @param value any number; it is rounded to single precision first, which matters to no number that is single already
 *
 * @example
 * ```ts
 * import { halfOf, numberOf } from '@bcl/gan';
 *
 * halfOf(1).toString(16); // => '3c00'
 * numberOf(halfOf(0.1)); // => 0.0999755859375
 * ```
 */
export function halfOf(value: number): number {
  pair.setFloat32(0, value);
  const bits = pair.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below 2⁻¹⁴ halves are multiples of 2⁻²⁴, and a product with a power of two is exact.
  if (magnitude < 0x38800000) return sign | toEven(Math.abs(Math.fround(value)) * 2 ** 24);
  // Above, 13 bits of the fraction go; a carry runs into the exponent, where it belongs.
  return sign | ((magnitude - 0x38000000 + 0x0fff + ((magnitude >>> 13) & 1)) >>> 13);
}

/** The number that 16 bits in half precision (IEEE 754 binary16) stand for, exactly. */
export function numberOf(half: number): number {
  const sign = (half & 0x8000) === 0 ? 1 : -1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** The nearest whole number of a number that is not negative, the even one of two that are as near. */
function toEven(value: number): number {
  const floor = Math.floor(value);
  const over = value - floor;
  return floor + (over > 0.5 || (over === 0.5 && floor % 2 === 1) ? 1 : 0);
}
