import { direction, type PairMatching } from './matching';
import { gaussianNodes } from './gaussian-nodes';

// Looked up once: they are called some 10^8 times in a run.
const { abs, exp, log } = Math;

/**
 * A divergence as a function of the model's two free means. A gradient buffer of length 2 is filled when it is given.
 */
export type Loss = (mu1: number, mu2: number, gradient?: Float64Array) => number;

/** Settings of {@link reverseKL}. */
export interface QuadratureOptions {
  /** How many times denser than the default the nodes lie; 1 by default. */
  readonly density?: number;
}

/**
 * KL[p ‖ q] of one matching in nats, p = ½ N((μ1, 0), σ²I) + ½ N((μ2, 0), σ²I) and q the same at -1 and 1, with its
 * exact gradient, by quadrature.
 *
 * After a turn every component is a Gaussian of variance σ² in y1 with its mean at c μ, c = cos α; given y2 its weight is
 * that of N(y2; -s μ, σ²), s = sin α. So the divergence is Σ w_k E[ℓ(c μ_k + σ z)] with z standard normal and ℓ = log p -
 * log q, in which the quadratic parts cancel. Its gradient is ∫ (∂p/∂μ) ℓ, which needs the same values of ℓ alone.
 *
 * The trapezoidal rule converges exponentially here: ℓ is analytic in a strip of half width π σ / (2 c) around the real z
 * (where q's two components cancel; p's zeros lie farther out than its weight there matters). With a spacing of
 * 0.35 σ / c, and never more than 0.1, the error is about exp(-28).
 */
export function reverseKL(matching: PairMatching, variance: number, { density = 1 }: QuadratureOptions = {}): Loss {
  const { cosine: c, sine } = direction(matching.angle);
  if (c === 0) {
    // The component means coincide on this line, so y1 has one distribution under both models.
    return (_, __, gradient) => {
      gradient?.fill(0);
      return 0;
    };
  }
  const sd = Math.sqrt(variance);
  const { nodes, weights } = gaussianNodes(Math.min(0.1, (0.35 * sd) / Math.abs(c)) / density, 8);
  const { given } = matching;
  const pull = given === undefined ? 0 : sine; // how much the given y2 says about the component
  const logWeight = (mu: number): number => -(((given ?? 0) + pull * mu) ** 2 / (2 * variance));
  const target = twoComponents(-c, c, logWeight(-1), logWeight(1), variance);

  return (mu1, mu2, gradient) => {
    const model = twoComponents(c * mu1, c * mu2, logWeight(mu1), logWeight(mu2), variance);
    // E_k[ℓ] and E_k[z ℓ] of both components.
    let [l1, l2, z1, z2] = [0, 0, 0, 0];
    for (let i = 0; i < nodes.length; i++) {
      const step = sd * nodes[i];
      const one = weights[i] * logRatio(model, target, c * mu1 + step);
      const two = weights[i] * logRatio(model, target, c * mu2 + step);
      l1 += one;
      l2 += two;
      z1 += nodes[i] * one;
      z2 += nodes[i] * two;
    }
    const w1 = Math.exp(model.log1);
    const w2 = Math.exp(model.log2);
    if (gradient !== undefined) {
      // ∂w1/∂μ1 = w1 w2 ∂(log weight)/∂μ1, and w2 loses what w1 gains.
      const shift = (mu: number): number => (-pull * ((given ?? 0) + pull * mu)) / variance;
      gradient[0] = (w1 * c * z1) / sd + w1 * w2 * shift(mu1) * (l1 - l2);
      gradient[1] = (w2 * c * z2) / sd + w1 * w2 * shift(mu2) * (l2 - l1);
    }
    return w1 * l1 + w2 * l2;
  };
}

/** The sum of several divergences, with weights of 1 unless given. */
export function sumOf(losses: readonly Loss[], weights?: readonly number[]): Loss {
  const part = new Float64Array(2);
  return (mu1, mu2, gradient) => {
    let value = 0;
    gradient?.fill(0);
    losses.forEach((loss, i) => {
      const weight = weights?.[i] ?? 1;
      value += weight * loss(mu1, mu2, gradient === undefined ? undefined : part);
      if (gradient === undefined) return;
      gradient[0] += weight * part[0];
      gradient[1] += weight * part[1];
    });
    return value;
  };
}

/** Two Gaussians of one variance on a line, without the factor exp(-x²/2σ²) that all of them share. */
export interface TwoComponents {
  /** Log weights. */
  readonly log1: number;
  readonly log2: number;
  /** log of weight times density is offset + slope x. */
  readonly offset1: number;
  readonly offset2: number;
  readonly slope1: number;
  readonly slope2: number;
}

/** Two components from their means and unnormalised log weights. */
export function twoComponents(m1: number, m2: number, raw1: number, raw2: number, variance: number): TwoComponents {
  const total = Math.max(raw1, raw2) + Math.log1p(Math.exp(-Math.abs(raw1 - raw2)));
  const log1 = raw1 - total;
  const log2 = raw2 - total;
  return {
    log1,
    log2,
    offset1: log1 - (m1 * m1) / (2 * variance),
    offset2: log2 - (m2 * m2) / (2 * variance),
    slope1: m1 / variance,
    slope2: m2 / variance,
  };
}

/** log p(x) - log q(x). */
function logRatio(p: TwoComponents, q: TwoComponents, x: number): number {
  const p1 = p.offset1 + p.slope1 * x;
  const p2 = p.offset2 + p.slope2 * x;
  const q1 = q.offset1 + q.slope1 * x;
  const q2 = q.offset2 + q.slope2 * x;
  const tails = log((1 + exp(-abs(p1 - p2))) / (1 + exp(-abs(q1 - q2))));
  return (p1 > p2 ? p1 : p2) - (q1 > q2 ? q1 : q2) + tails;
}
