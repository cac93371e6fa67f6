/**
 * The elementwise arithmetic in which an objective is written, so that one text serves plain numbers and tensors alike.
 *
 * `A` is a batch: a `Float64Array` with one number a sample ({@link arrays}), a one-dimensional tensor of a network library,
 * a batch of dual numbers. A result of {@link Algebra.sum} or {@link Algebra.maximum} holds one number, and a batch of one number
 * is combined with a longer one by repeating it. Operations return new values and leave their arguments alone.
 *
 * An algebra over tensors records what it does, so that its library can differentiate through a loss.
 */
export interface Algebra<A> {
  /** a + b. */
  add(a: A, b: A): A;
  /** a · b. */
  multiply(a: A, b: A): A;
  /** a / b. */
  divide(a: A, b: A): A;
  /** factor · a. */
  scale(a: A, factor: number): A;
  /** a + offset. */
  shift(a: A, offset: number): A;
  /** eᵃ. */
  exp(a: A): A;
  /** log a, for a > 0. */
  log(a: A): A;
  /** eᵃ − 1, exact near 0. */
  expm1(a: A): A;
  /** log(1 + eᵃ), without overflow for large a. */
  softplus(a: A): A;
  /** 1 / (1 + e⁻ᵃ). */
  sigmoid(a: A): A;
  /** a where it lies in [low, high], the nearer end elsewhere; the derivative is 0 outside. */
  clip(a: A, low: number, high: number): A;
  /** The sum of all elements. */
  sum(a: A): A;
  /** The largest element. Its derivative is taken as 0: it is for keeping exponentials in range. */
  maximum(a: A): A;
  /** a, as a constant: nothing is differentiated through it. */
  detach(a: A): A;
}
