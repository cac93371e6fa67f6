import type { Loss } from './divergence';

/**
 * What a minimum is: the optimum that every matching shares, another one (at which a descent ends), a point of a valley
 * along which the loss is level, or a point on the border of the square at which the loss still falls outwards.
 */
export type MinimumKind = 'global' | 'spurious' | 'level' | 'border';

/** A local minimum of a loss, with μ1 >= μ2; exchanging the two gives its twin. */
export interface Minimum {
  readonly mu1: number;
  readonly mu2: number;
  readonly value: number;
  readonly kind: MinimumKind;
  /** The smaller eigenvalue of the second derivatives. */
  readonly curvature: number;
}

/** Second derivatives below this are level: a descent at rate 0.1 would need 10^5 steps there. */
const levelCurvature = 1e-4;

/** Divergences (nats) below this are as good as the optimum's; where such a point is level too, it is no trap. */
const levelValue = 1e-6;

/** Neighbours on the grid that differ by less (nats) are level: what is left there is rounding. */
const levelDifference = 1e-10;

/**
 * The local minima of a loss on [-2, 2]² with μ1 >= μ2: points of the surface that no neighbour undercuts, each refined by
 * Newton steps with the exact gradient, and those that end at one place counted once.
 *
 * A refined point may lie far from its grid point where that was no minimum but a level stretch of a coarse grid.
 *
 * @param surface the loss on the grid, as `surfaceOf` gives it
 * @returns by value, lowest first; empty for a surface that is level everywhere
 */
export function findMinima(loss: Loss, surface: Float64Array, grid: Float64Array): Minimum[] {
  const size = grid.length;
  const spacing = grid[1] - grid[0];
  const [low, high] = surface.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  if (high - low < 1e-12) return [];
  const found: Minimum[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      if (!isLowest(surface, size, i, j)) continue;
      // On the diagonal the gradient points along it: a step aside, or a saddle would be taken for a minimum.
      const aside = i === j ? spacing / 4 : 0;
      const minimum = refine(loss, grid[i] + aside, grid[j] - aside);
      const known = found.some(({ mu1, mu2 }) => Math.hypot(mu1 - minimum.mu1, mu2 - minimum.mu2) < 1e-3);
      if (!known) found.push(minimum);
    }
  }
  found.sort((a, b) => a.value - b.value);
  // The bottom of a valley is one place, however many points of it the grid has caught.
  return found.filter(
    (one, i) => one.kind !== 'level' || !found.slice(0, i).some((other) => sameValley(loss, one, other)),
  );
}

/** Whether two level points are joined by a straight line that is level too. */
function sameValley(loss: Loss, one: Minimum, other: Minimum): boolean {
  const between = loss((one.mu1 + other.mu1) / 2, (one.mu2 + other.mu2) / 2);
  return other.kind === 'level' && Math.max(one.value, between) - other.value < 1e-9;
}

function isLowest(surface: Float64Array, size: number, i: number, j: number): boolean {
  const value = surface[j * size + i];
  let highest = value;
  for (let a = Math.max(0, i - 1); a <= Math.min(size - 1, i + 1); a++) {
    for (let b = Math.max(0, j - 1); b <= Math.min(size - 1, j + 1); b++) {
      const neighbour = surface[b * size + a];
      if (neighbour < value) return false;
      highest = Math.max(highest, neighbour);
    }
  }
  return highest > value + levelDifference;
}

/** Descends to the minimum near a point: Newton steps where the loss curves upwards, gradient steps elsewhere. */
export function refine(loss: Loss, start1: number, start2: number): Minimum {
  let [x, y] = [clamp(start1), clamp(start2)];
  const gradient = new Float64Array(2);
  let value = loss(x, y, gradient);
  for (let step = 0; step < 200; step++) {
    const free1 = !(Math.abs(x) === 2 && x * gradient[0] < 0);
    const free2 = !(Math.abs(y) === 2 && y * gradient[1] < 0);
    const [g1, g2] = [free1 ? gradient[0] : 0, free2 ? gradient[1] : 0];
    if (Math.hypot(g1, g2) < 1e-10) break;
    let [s1, s2] = free1 && free2 ? newtonStep(hessian(loss, x, y), g1, g2) : [-g1, -g2];
    const shrink = Math.min(1, 0.1 / Math.hypot(s1, s2));
    [s1, s2] = [s1 * shrink, s2 * shrink];
    let moved = false;
    for (let halvings = 0; halvings < 40; halvings++) {
      const [nx, ny] = [clamp(x + s1), clamp(y + s2)];
      const next = loss(nx, ny);
      if (next < value) {
        [x, y] = [nx, ny];
        moved = true;
        break;
      }
      [s1, s2] = [s1 / 2, s2 / 2];
    }
    if (!moved) break;
    value = loss(x, y, gradient);
  }
  const [mu1, mu2] = x >= y ? [x, y] : [y, x];
  const curvature = smallerEigenvalue(hessian(loss, x, y));
  const outwards = (mu: number, slope: number): boolean => Math.abs(mu) === 2 && mu * slope < -1e-9;
  const border = outwards(x, gradient[0]) || outwards(y, gradient[1]);
  return { mu1, mu2, value, curvature, kind: kindOf({ mu1, mu2, value, curvature }, border) };
}

/** Downhill also where the loss curves downwards: there the second derivatives are lifted until they are positive. */
function newtonStep(second: readonly [number, number, number], g1: number, g2: number): [number, number] {
  const lift = Math.max(0, 1e-6 - 2 * smallerEigenvalue(second));
  const [a, b, d] = [second[0] + lift, second[1], second[2] + lift];
  const determinant = a * d - b * b;
  return [(b * g2 - d * g1) / determinant, (b * g1 - a * g2) / determinant];
}

function kindOf({ mu1, mu2, value, curvature }: Omit<Minimum, 'kind'>, border: boolean): MinimumKind {
  if (Math.hypot(mu1 - 1, mu2 + 1) < 1e-3) return 'global';
  if (border) return 'border';
  return curvature < levelCurvature && value < levelValue ? 'level' : 'spurious';
}

/** Second derivatives [∂11, ∂12, ∂22], by central differences of the exact gradient. */
function hessian(loss: Loss, mu1: number, mu2: number): readonly [number, number, number] {
  const h = 1e-5;
  const at = (x: number, y: number): Float64Array => {
    const gradient = new Float64Array(2);
    loss(x, y, gradient);
    return gradient;
  };
  const [right, left] = [at(mu1 + h, mu2), at(mu1 - h, mu2)];
  const [up, down] = [at(mu1, mu2 + h), at(mu1, mu2 - h)];
  const cross = (right[1] - left[1] + up[0] - down[0]) / (4 * h);
  return [(right[0] - left[0]) / (2 * h), cross, (up[1] - down[1]) / (2 * h)];
}

function smallerEigenvalue([a, b, d]: readonly [number, number, number]): number {
  return (a + d) / 2 - Math.hypot((a - d) / 2, b);
}

function clamp(mu: number): number {
  return Math.min(2, Math.max(-2, mu));
}
