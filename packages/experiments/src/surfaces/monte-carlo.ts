import { fold, normal, uniform, type Key } from '@bcl/random';
import { twoComponents } from './divergence';
import { direction, type PairMatching } from './matching';

// Looked up once: they are called some 10^9 times in a run.
const { exp, log } = Math;

/** Settings of {@link monteCarloSurfaces}. */
export interface MonteCarloRequest {
  readonly matchings: readonly PairMatching[];
  readonly variance: number;
  /** The values of each mean. */
  readonly grid: Float64Array;
  /** Samples of the model for each pair of means; the paper has 2000. */
  readonly samples: number;
  readonly key: Key;
  /** Awaited after each row with the share that is done; throw from it to stop. */
  readonly afterRow?: (share: number) => Promise<void>;
}

/**
 * The paper's estimate of the surfaces: for each pair of means the mean of log p - log q over samples of the model p. Each
 * pair has a key and a sample of its own, which serves all matchings: a marginal looks at the sample from its angle, a
 * conditional takes the same numbers as draws of p(y1 | y2). The joint divergence and the marginal at 0° are then one and
 * the same estimate, since both distributions share the second coordinate.
 *
 * @returns a surface for each matching, in the order given, laid out as by `surfaceOf`; not symmetric, for each pair of
 * means has noise of its own
 */
export async function monteCarloSurfaces(request: MonteCarloRequest): Promise<Float64Array[]> {
  const { matchings, grid, key, samples, afterRow } = request;
  const size = grid.length;
  const surfaces = matchings.map(() => new Float64Array(size * size));
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) {
      const cell = j * size + i;
      const own = fold(key, cell);
      const draws = {
        component: uniform(fold(own, 'component'), samples),
        noise: normal(fold(own, 'noise'), 2 * samples),
      };
      matchings.forEach((matching, m) => {
        surfaces[m][cell] = estimate(matching, request.variance, grid[i], grid[j], draws);
      });
    }
    await afterRow?.((j + 1) / size);
  }
  return surfaces;
}

interface Draws {
  /** Uniform in (0, 1), one for each sample: below the weight of the first component it chooses it. */
  readonly component: Float64Array;
  /** Standard normal, two for each sample. */
  readonly noise: Float64Array;
}

function estimate(
  { angle, given }: PairMatching,
  variance: number,
  mu1: number,
  mu2: number,
  { component, noise }: Draws,
): number {
  const { cosine: c, sine: s } = direction(angle);
  if (c === 0) return 0; // log p - log q is 0 at every sample
  const sd = Math.sqrt(variance);
  const logWeight = (mu: number): number => (given === undefined ? 0 : -((given + s * mu) ** 2) / (2 * variance));
  const model = twoComponents(c * mu1, c * mu2, logWeight(mu1), logWeight(mu2), variance);
  const target = twoComponents(-c, c, logWeight(-1), logWeight(1), variance);
  const weight = Math.exp(model.log1);
  // Given y2, the noise of y1 is that of one coordinate alone.
  const [along, across] = given === undefined ? [sd * c, sd * s] : [sd, 0];
  let sum = 0;
  // log p - log q as in `logRatio`, with the logarithm of a product in place of the sum of logarithms: a factor lies in
  // [1/2, 2], so that 500 of them cannot overflow.
  let tails = 1;
  for (let n = 0; n < component.length; n++) {
    const y = (component[n] < weight ? c * mu1 : c * mu2) + along * noise[2 * n] + across * noise[2 * n + 1];
    const p1 = model.offset1 + model.slope1 * y;
    const p2 = model.offset2 + model.slope2 * y;
    const q1 = target.offset1 + target.slope1 * y;
    const q2 = target.offset2 + target.slope2 * y;
    sum += (p1 > p2 ? p1 : p2) - (q1 > q2 ? q1 : q2);
    tails *= (1 + exp(p1 > p2 ? p2 - p1 : p1 - p2)) / (1 + exp(q1 > q2 ? q2 - q1 : q1 - q2));
    if (n % 500 === 499) {
      sum += log(tails);
      tails = 1;
    }
  }
  return (sum + log(tails)) / component.length;
}
