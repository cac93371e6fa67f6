/** Nodes and weights of an expectation over the standard normal: Σ weights[i] f(nodes[i]). */
export interface GaussianNodes {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The trapezoidal rule for E[f(z)], z ~ N(0, 1): for an f that is analytic in a strip around the real line its error falls
 * off exponentially with the number of nodes. The weights sum to 1.
 *
 * @param spacing between nodes, above 0
 * @param reach the nodes go from -reach to reach, symmetric around 0
 * @throws RangeError unless 0 < spacing < reach
 */
export function gaussianNodes(spacing: number, reach: number): GaussianNodes {
  if (!(spacing > 0 && spacing < reach && reach < Infinity)) {
    throw new RangeError(`nodes from ${-reach} to ${reach} cannot have a spacing of ${spacing}`);
  }
  const half = Math.ceil(reach / spacing);
  const nodes = Float64Array.from({ length: 2 * half + 1 }, (_, i) => (i - half) * spacing);
  const weights = nodes.map((z) => Math.exp(-0.5 * z * z));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { nodes, weights: weights.map((weight) => weight / total) };
}
