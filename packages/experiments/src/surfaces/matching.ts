/**
 * What of the two distributions is compared: the first coordinate y1 after a turn by `angle`, alone or given the second.
 * With y = A x and A = [[cos α, sin α], [-sin α, cos α]], α = 0 is the first coordinate itself and α = 90 the second.
 */
export interface PairMatching {
  readonly name: string;
  /** Degrees. */
  readonly angle: number;
  /** The value of y2 that is given; a marginal without it. */
  readonly given?: number;
}

/** Cosine and sine of an angle in degrees, exact at multiples of 90, where a tiny cosine would stand for a flat surface. */
export function direction(angle: number): { readonly cosine: number; readonly sine: number } {
  const turn = ((angle % 360) + 360) % 360;
  const exact = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ][turn / 90] as readonly number[] | undefined;
  const radians = (angle * Math.PI) / 180;
  return { cosine: exact?.[0] ?? Math.cos(radians), sine: exact?.[1] ?? Math.sin(radians) };
}

/** The joint distribution: both share the second coordinate, so its divergence is that of the first one alone. */
export const jointMatching: PairMatching = { name: 'joint', angle: 0 };

/** The angles of the paper's figure 3 for marginals: 0, 15, … 165 degrees. */
export const marginalAngles: readonly number[] = Array.from({ length: 12 }, (_, i) => 15 * i);

/** The marginals of y1 at {@link marginalAngles}. */
export const rotatedMarginals: readonly PairMatching[] = marginalAngles.map((angle) => ({ name: `${angle}°`, angle }));

/**
 * The conditionals of y1 given y2 at one angle: seven values of y2, evenly spread over ± the largest projection of the
 * corners (±(1 + 3σ), ±3σ), which hold nearly all of the data.
 */
export function conditionalsAt(angle: number, variance: number): PairMatching[] {
  const deviation = Math.sqrt(variance);
  const { cosine, sine } = direction(angle);
  const reach = (1 + 3 * deviation) * Math.abs(sine) + 3 * deviation * Math.abs(cosine);
  return Array.from({ length: 7 }, (_, i) => {
    const given = (reach * (i - 3)) / 3;
    return { name: `${angle}°, y2 = ${given.toFixed(2).replace('-', '−')}`, angle, given };
  });
}

/** The conditionals of the paper's figure 3: 0, 15, … 90 degrees, seven values of y2 each. */
export function rotatedConditionals(variance: number): PairMatching[] {
  return Array.from({ length: 7 }, (_, i) => conditionalsAt(15 * i, variance)).flat();
}
