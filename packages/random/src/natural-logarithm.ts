/**
 * log 2 in two parts. The first has 32 significant bits, so that its product with an exponent is exact; their sum has
 * about 85 correct bits.
 */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const bytes = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm, with an error below one unit in the last place, from + - * / alone. Engines compute
 * `Math.log` differently in the last bits; this gives the same bits on all of them.
 *
 * With x = 2ᵏ (1 + f), 1 + f between √½ and √2, and s = f / (2 + f), it is k log 2 + log(1 + f), and
 * log(1 + f) = 2 artanh s = f - (f²/2 - s (f²/2 + R)) with R = 2 s²/3 + 2 s⁴/5 + …. Since s² < 0.0295, eleven terms of
 * the series leave less than 10⁻¹⁷ of it. The last form keeps the large terms exact (W. Kahan; fdlibm uses it too).
 *
 * @param x - any number; as for `Math.log`, 0 gives -∞ and a negative number NaN
 */
export function naturalLogarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  let exponent = -1023;
  let normalized = x;
  if (x < 2 ** -1022) {
    normalized = x * 2 ** 54;
    exponent -= 54;
  }
  bytes.setFloat64(0, normalized, true);
  const upper = bytes.getUint32(4, true);
  exponent += upper >>> 20;
  // The same fraction with the exponent of 1: a number from 1 to 2.
  bytes.setUint32(4, (upper & 0xfffff) | 0x3ff00000, true);
  let fraction = bytes.getFloat64(0, true);
  if (fraction > Math.SQRT2) {
    fraction *= 0.5;
    exponent += 1;
  }
  const f = fraction - 1;
  const s = f / (2 + f);
  const z = s * s;
  const tail =
    2 / 9 + z * (2 / 11 + z * (2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21 + z * (2 / 23)))))));
  const series = z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * tail)));
  const half = 0.5 * f * f;
  return exponent * LN2_HIGH - (half - (s * (half + series) + exponent * LN2_LOW) - f);
}
