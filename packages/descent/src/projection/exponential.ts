/** An exponent is split into n ln 2 / 64 and a rest of at most ln 2 / 128. */
const STEPS = 64 / Math.LN2;
const STEP = Math.LN2 / 64;

/** Below this e^x adds nothing to a sum whose largest term is 1: it is under 2⁻⁵⁷. */
export const NEGLIGIBLE = -40;

/** 2^(-n / 64), down to e^{@link NEGLIGIBLE}. */
const POWERS = Float64Array.from({ length: 1 - Math.floor(NEGLIGIBLE * STEPS) }, (_, n) => 2 ** (-n / 64));

/**
 * e^x for {@link NEGLIGIBLE} < x ≤ 0, with a relative error below 10⁻¹⁴. By table and polynomial of
 * degree 5: short enough to be inlined, where `Math.exp` is a call.
 */
export function expOfNegative(x: number): number {
  const n = (0.5 - x * STEPS) | 0;
  const r = x + n * STEP;
  const s = r * r;
  return POWERS[n] * (1 + (r + s * (0.5 + r * (1 / 6) + s * (1 / 24 + r * (1 / 120)))));
}
