const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = 1.4426950408889634;

/** 1/2!, 1/3!, …, 1/14!: the last term is below 10⁻¹⁷ for |r| ≤ ½ log 2. */
const COEFFICIENTS = (() => {
  const values = new Float64Array(13);
  let factorial = 1;
  for (let k = 2; k <= 14; k++) {
    factorial *= k;
    values[k - 2] = 1 / factorial;
  }
  return values;
})();

const bytes = new DataView(new ArrayBuffer(8));

/** 2ᵏ for -1022 ≤ k ≤ 1023, by its bits. */
function powerOfTwo(k: number): number {
  bytes.setUint32(0, (k + 1023) << 20);
  bytes.setUint32(4, 0);
  return bytes.getFloat64(0);
}

/**
 * The exponential function, with an error below one unit in the last place, from + - * / alone: the same bits on every
 * engine, which `Math.exp` does not promise.
 *
 * With x = k log 2 + r, |r| ≤ ½ log 2, it is 2ᵏ exp(r), and exp(r) is the sum of the first 15 terms of its series.
 *
 * @param x - any number; above about 709.78 the result is ∞, below about -745.13 it is 0
 */
export function exponentialFunction(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  const k = Math.floor(x * LOG2_E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  let series = 0;
  for (let j = COEFFICIENTS.length - 1; j >= 0; j--) series = series * r + COEFFICIENTS[j];
  // What rounding took from r when `low` was subtracted is put back before the large 1 comes in.
  const result = 1 + (high - (low - series * r * r));
  // In two factors, since 2ᵏ alone leaves the range of normal numbers before the result does.
  const half = k >> 1;
  return result * powerOfTwo(half) * powerOfTwo(k - half);
}
