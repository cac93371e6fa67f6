/** Argument checks shared by the distributions. A wrong argument is a programmer's error and throws a RangeError. */

/** The longest typed array that is sure to be addressable by the 32-bit element counter. */
const LONGEST = 2 ** 32 - 1;

/** Requires a number of draws: a whole number, 0 … 2³² - 1. */
export function requireCount(n: number, name = 'n'): void {
  if (!Number.isInteger(n) || n < 0 || n > LONGEST) {
    throw new RangeError(`${name} must be a whole number from 0 to ${LONGEST}, got ${String(n)}.`);
  }
}

/** Requires the parameter of a gamma, beta or Dirichlet distribution: 10⁻³⁰⁰ … 10³⁰⁰. */
export function requireShape(shape: number, name: string): void {
  if (!(shape >= 1e-300 && shape <= 1e300)) {
    throw new RangeError(`${name} must be positive, from 1e-300 to 1e300, got ${String(shape)}.`);
  }
}

/** Requires a probability: 0 … 1. */
export function requireProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be a probability, from 0 to 1, got ${String(p)}.`);
}
