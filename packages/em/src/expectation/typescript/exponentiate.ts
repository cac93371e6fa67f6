/** 64 / ln 2: an exponent is split into n ln 2 / 64 and a rest below ln 2 / 128. */
const STEPS = 92.33248261689366;
/** ln 2 / 64 in two parts, the high one short enough that n times it is exact. */
const STEP_HIGH = 0.010830424695086549;
const STEP_LOW = 1.162596423439437e-12;
/** 2^(-j / 64), j = 0 … 63, and 2^-n down to the subnormal numbers and zero. */
const ROOTS = Float64Array.from({ length: 64 }, (_, j) => 2 ** (-j / 64));
const POWERS = Float64Array.from({ length: 1080 }, (_, n) => (n < 1000 ? 2 ** -n : 2 ** -1000 * 2 ** (1000 - n)));
const SMALLEST = -745.2;

/**
 * values[i] = exp(values[i] - tops[i - from]) for `count` values from `from` on; every difference must be at most 0.
 *
 * Table and polynomial of degree 5, without a division and without a call, so that several values are in flight at once;
 * within two units in the last place.
 */
export function exponentiate(values: Float64Array, from: number, count: number, tops: Float64Array): void {
  for (let i = 0, p = from; i < count; i++, p++) {
    const x = values[p] - tops[i];
    if (x > SMALLEST) {
      const n = (0.5 - x * STEPS) | 0;
      const r = x + n * STEP_HIGH + n * STEP_LOW;
      const s = r * r;
      const rest = r + s * (0.5 + r * 1.6666666666666666e-1 + s * (4.1666666666666664e-2 + r * 8.3333333333333332e-3));
      const root = ROOTS[n & 63];
      values[p] = (root + root * rest) * POWERS[n >> 6];
    } else values[p] = 0;
  }
}
