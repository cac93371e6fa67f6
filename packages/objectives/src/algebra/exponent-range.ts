import type { Algebra } from './algebra';

/**
 * The largest exponent that is taken at its word: e⁷⁰⁰ is 1e304, near the end of float64. Beyond it, ∞ − ∞ and 0 · ∞ would make
 * NaN of sums that are large but mean something.
 */
export const largestExponent = 700;

/** `a`, held within ±{@link largestExponent}. */
export function inExponentRange<A>(algebra: Algebra<A>, a: A): A {
  return algebra.clip(a, -largestExponent, largestExponent);
}
