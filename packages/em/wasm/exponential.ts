/** 64 / ln 2: an exponent is split into n ln 2 / 64 and a rest of at most ln 2 / 128 in size. */
const STEPS: f64 = 92.33248261689366;
/** ln 2 / 64 in two parts, the high one short enough that n times it is exact. */
const STEP_HIGH: f64 = 0.010830424695086549;
const STEP_LOW: f64 = 1.162596423439437e-12;
/** Adding and taking off 1.5 x 2^52 rounds to a whole number, which then stands in the low bits of the sum. */
const ROUND: f64 = 6755399441055744.0;
/** Below this the result has no full precision any more, and counts as zero. */
const SMALLEST: f64 = -708.0;

/**
 * exp of two numbers that are at most 0; within two units in the last place.
 *
 * @param roots where 2^(j / 64), j = 0 … 63, are stored
 */
export function exponential(x: v128, roots: usize): v128 {
  // The maximum that looks after NaN takes seven instructions, this one takes one.
  const inRange = f64x2.pmax(x, f64x2.splat(SMALLEST));
  const shifted = f64x2.add(f64x2.mul(inRange, f64x2.splat(STEPS)), f64x2.splat(ROUND));
  const n = f64x2.sub(shifted, f64x2.splat(ROUND));
  const r = f64x2.sub(f64x2.sub(inRange, f64x2.mul(n, f64x2.splat(STEP_HIGH))), f64x2.mul(n, f64x2.splat(STEP_LOW)));
  const s = f64x2.mul(r, r);
  const low = f64x2.add(f64x2.splat(0.5), f64x2.mul(r, f64x2.splat(1.6666666666666666e-1)));
  const high = f64x2.add(f64x2.splat(4.1666666666666664e-2), f64x2.mul(r, f64x2.splat(8.3333333333333332e-3)));
  const rest = f64x2.add(r, f64x2.mul(s, f64x2.add(low, f64x2.mul(s, high))));
  const first = (<usize>(i64x2.extract_lane(shifted, 0) & 63)) << 3;
  const second = (<usize>(i64x2.extract_lane(shifted, 1) & 63)) << 3;
  const root = v128.load_lane<f64>(roots + second, v128.load64_zero(roots + first), 1);
  const scaled = f64x2.add(root, f64x2.mul(root, rest));
  // The whole part of n / 64, added to the exponent's bits; what stands above it is shifted out.
  const whole = i64x2.shl(i64x2.shr_u(shifted, 6), 52);
  return v128.and(i64x2.add(scaled, whole), f64x2.ge(x, f64x2.splat(SMALLEST)));
}
