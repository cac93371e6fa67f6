import type { Density } from './mixture-density';
import { logDensitiesAt } from './mixture-density';

const reach = 9;
const step = 0.025;

/**
 * The places at which integrals are evaluated. The trapezoid rule on equally spaced nodes converges geometrically for smooth
 * integrands that vanish at both ends (Trefethen and Weideman, SIAM Review 56, 2014): here to 1e-10,
 * and to 1e-6 for integrands with a corner.
 */
export const nodes: Float64Array = Float64Array.from(
  { length: 2 * Math.round(reach / step) + 1 },
  (_, i) => -reach + i * step,
);

/** log p at the nodes. */
export const logDensities = (density: Density): Float64Array => logDensitiesAt(density, nodes);

/** ∫ p(x) h(x) dx from log p and h at the nodes. */
export function expectation(logWeights: Float64Array, values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) {
    const weight = Math.exp(logWeights[i]);
    // Where nothing lies, what h does is of no account.
    if (weight > 0) sum += weight * values[i];
  }
  return sum * step;
}

/** df/dθ by central differences, one coordinate at a time. */
export function centralDifferences(
  f: (parameters: readonly number[]) => number,
  at: readonly number[],
  width = 1e-4,
): readonly number[] {
  const moved = (i: number, by: number): number => f(at.map((value, j) => (i === j ? value + by : value)));
  return at.map((_, i) => (moved(i, width) - moved(i, -width)) / (2 * width));
}
