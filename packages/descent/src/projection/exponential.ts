/** 64 / ln 2: an exponent is split into n ln 2 / 64 and a rest below ln 2 / 128. */
const STEPS = 92.33248261689366;
/** ln 2 / 64 in two parts, the high one short enough that n times it is exact. */
const STEP_HIGH = 0.010830424695086549;
const STEP_LOW = 1.162596423439437e-12;
/** 2^(-j / 64), j = 0 … 63, and 2^-n for the exponents that matter. */
const ROOTS = Float64Array.from({ length: 64 }, (_, j) => 2 ** (-j / 64));
const POWERS = Float64Array.from({ length: 64 }, (_, n) => 2 ** -n);

/** Below this e^x adds nothing to a sum whose largest term is 1: 2⁻⁵⁸. */
export const NEGLIGIBLE = -40;

/**
 * e^x for {@link NEGLIGIBLE} < x ≤ 0, within two units in the last place. Half the time of a descent is exponentials, and
 * this one, by table and polynomial, is inlined where `Math.exp` is a call.
 */
export function expOfNegative(x: number): number {
  const n = (0.5 - x * STEPS) | 0;
  const r = x + n * STEP_HIGH + n * STEP_LOW;
  const s = r * r;
  const rest = r + s * (0.5 + r * 1.6666666666666666e-1 + s * (4.1666666666666664e-2 + r * 8.3333333333333332e-3));
  const root = ROOTS[n & 63];
  return (root + root * rest) * POWERS[n >> 6];
}
