import type { Algebra } from '../algebra/algebra';
import { inExponentRange, largestExponent } from '../algebra/exponent-range';
import { mean, ones } from '../algebra/mean';

/**
 * Below this, a power is taken to its limit: (e^(cx) − 1)/c differs from x by less than the last digit wherever x is a log-ratio
 * that can occur, and c x would lose digits near the smallest floats.
 */
const negligible = 1e-100;

/** (e^(cx) − 1) / c, and x where c is 0. */
function powerLog<A>(algebra: Algebra<A>, x: A, c: number): A {
  if (Math.abs(c) < negligible) return x;
  // Divided by a small c, an exponential of the whole range would overflow.
  const highest = largestExponent + Math.log(Math.abs(c));
  return algebra.scale(algebra.expm1(algebra.clip(algebra.scale(x, c), -largestExponent, highest)), 1 / c);
}

/**
 * φ(ℓ) = [(1 − r^α) − α²(1 − r)] / (α (1 − α)), with its limits −ℓ at α = 0 and r ℓ + 2(1 − r) at α = 1.
 *
 * Two ways to write it, each without cancellation and without division by what is near 0 in its half of [0, 1].
 */
export function alphaIntegrand<A>(algebra: Algebra<A>, logRatio: A, alpha: number): A {
  const beta = 1 - alpha;
  if (alpha < negligible) return algebra.scale(logRatio, -1);
  if (alpha < 0.5) {
    // Far below 0 it is r^α that counts, so that the log-ratio is held from above only.
    const held = algebra.clip(logRatio, -1e30, largestExponent);
    const excess = algebra.scale(algebra.expm1(held), alpha);
    return algebra.scale(algebra.add(excess, algebra.scale(powerLog(algebra, held, alpha), -1)), 1 / beta);
  }
  const held = inExponentRange(algebra, logRatio);
  const ratioLessOne = algebra.expm1(held);
  // r − r^α = −r (r^(−β) − 1).
  const power = algebra.multiply(algebra.exp(held), powerLog(algebra, held, -beta));
  return algebra.scale(algebra.add(power, algebra.scale(ratioLessOne, -(1 + alpha))), 1 / alpha);
}

/** f′(r) = (α − r^(α−1)) / (1 − α), with its limit ℓ − 1 at α = 1. */
export function alphaSlope<A>(algebra: Algebra<A>, logRatio: A, alpha: number): A {
  return algebra.shift(powerLog(algebra, logRatio, alpha - 1), -1);
}

/** G(ℓ) = −(e^(αℓ) − 1)/α, with its limit −ℓ at α = 0. */
export function alphaGenerator<A>(algebra: Algebra<A>, logRatio: A, alpha: number): A {
  return algebra.scale(powerLog(algebra, logRatio, alpha), -1);
}

/** w(ℓ) = r^α. */
export function alphaWeight<A>(algebra: Algebra<A>, logRatio: A, alpha: number): A {
  if (alpha < negligible) return ones(algebra, logRatio);
  return algebra.exp(inExponentRange(algebra, algebra.scale(logRatio, alpha)));
}

/** w = r^α, normalised over the batch: Σ mass · w = 1. The largest is taken off first, so that no exponential overflows. */
export function alphaWeightNormalised<A>(algebra: Algebra<A>, logRatio: A, alpha: number, mass?: A): A {
  if (alpha < negligible) return ones(algebra, logRatio);
  // Infinite log-ratios are made finite, in float32 too, so that ∞ − ∞ does not arise.
  const power = algebra.clip(algebra.scale(logRatio, alpha), -1e30, 1e30);
  const weights = algebra.exp(algebra.add(power, algebra.scale(algebra.maximum(power), -1)));
  return algebra.divide(weights, mean(algebra, weights, mass));
}
