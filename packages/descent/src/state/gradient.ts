/** The derivative of an objective, by every parameter of a state; each estimate adds to it. */
export interface Gradient {
  /** K x D: by the means. */
  readonly means: Float64Array;
  /** K x D x D: by the entries of L on and below the diagonal, before {@link toLogDiagonal}. */
  readonly factors: Float64Array;
  /** K: by logits whose softmax are the weights. */
  readonly logits: Float64Array;
}

/** A gradient of zeros. */
export function allocateGradient(components: number, dimension: number): Gradient {
  return {
    means: new Float64Array(components * dimension),
    factors: new Float64Array(components * dimension * dimension),
    logits: new Float64Array(components),
  };
}

/** Back to zeros. */
export function clearGradient({ means, factors, logits }: Gradient): void {
  means.fill(0);
  factors.fill(0);
  logits.fill(0);
}

/** From derivatives by L to derivatives by what is stored: ∂/∂ log Lᵢᵢ = Lᵢᵢ ∂/∂Lᵢᵢ. */
export function toLogDiagonal(gradient: Gradient, factors: Float64Array, dimension: number): void {
  for (let at = 0; at < factors.length; at += dimension * dimension)
    for (let d = 0; d < dimension; d++) gradient.factors[at + d * dimension + d] *= factors[at + d * dimension + d];
}

/** The Euclidean length over all parameters. */
export function gradientNorm({ means, factors, logits }: Gradient): number {
  let sum = 0;
  for (const part of [means, factors, logits]) for (let i = 0; i < part.length; i++) sum += part[i] * part[i];
  return Math.sqrt(sum);
}
