import { fold, normal, uniform, type Key } from '@bcl/random';
import { exactGradient, sampledGradient } from './descent-gradient';
import { direction, marginalAngles } from './matching';

// Looked up once: they are called at every step.
const { abs, max, min } = Math;

/** One angle of those that a step descends. */
interface Term {
  readonly cosine: number;
  readonly sine: number;
  readonly weight: number;
}

const term = (angle: number, weight = 1): Term => ({ ...direction(angle), weight });
const single: readonly Term[] = [term(0)];
const all: readonly Term[] = marginalAngles.map((angle) => term(angle, 1 / marginalAngles.length));
/** The mean over the 12 angles with 180° - α folded onto α: under the exact gradient the two are the same. */
const folded: readonly Term[] = marginalAngles
  .filter((angle) => angle <= 90)
  .map((angle) => term(angle, (angle % 90 === 0 ? 1 : 2) / marginalAngles.length));

/** How a descent chooses what it descends at each step. */
export interface DescentRule {
  /**
   * `joint`: the joint divergence. `sum`: the mean over the 12 angles. `alternating`: one of the 12 at random, held for
   * `hold` steps. `haar`: the same with any angle, uniform as under the Haar measure.
   */
  readonly loss: 'joint' | 'sum' | 'alternating' | 'haar';
  /** Steps for which a drawn angle is held; `alternating` and `haar` only. */
  readonly hold: number;
  /** Length of a step over its gradient. */
  readonly rate: number;
  /** Samples of the paper's estimate; the exact gradient without it. */
  readonly samples?: number;
}

/** Where and how long descents run. */
export interface DescentSettings {
  readonly variance: number;
  readonly steps: number;
}

/** Where a descent ended, and whether that is the optimum: each mean within 0.1 of a mode of its own. */
export interface DescentEnd {
  readonly mu1: number;
  readonly mu2: number;
  readonly escaped: boolean;
}

/** Runs one descent from (mu1, mu2); `visit` sees every point of it, the first included. */
export type Descend = (key: Key, mu1: number, mu2: number, visit?: (mu1: number, mu2: number) => void) => DescentEnd;

/** The angles in degrees that a descent with this key draws, one a matching: 12 to choose from, or all of them. */
export function drawnAngles(key: Key, rule: Pick<DescentRule, 'loss'>, matchings: number): Float64Array {
  const draws = uniform(fold(key, 'angles'), matchings);
  if (rule.loss === 'haar') return draws.map((u) => 180 * u);
  return draws.map((u) => marginalAngles[Math.floor(u * marginalAngles.length)]);
}

/**
 * Plain gradient descent by a rule. A descent ends early where it can move no more: at the optimum, which every angle has
 * in common (to 1e-7), or, under a loss that does not change, where the gradient is below 1e-10.
 */
export function descender(rule: DescentRule, { variance, steps }: DescentSettings): Descend {
  const exact = exactGradient(variance);
  const part = new Float64Array(2);
  const gradient = new Float64Array(2);
  const fixed = rule.loss === 'joint' || rule.loss === 'sum';
  const terms = rule.loss !== 'sum' ? single : rule.samples === undefined ? folded : all;

  return (key, start1, start2, visit) => {
    const mu = Float64Array.of(start1, start2);
    visit?.(start1, start2);
    const angles = fixed ? undefined : drawnAngles(key, rule, Math.ceil(steps / rule.hold));
    let held = terms;
    for (let step = 0; step < steps; step++) {
      if (angles !== undefined && step % rule.hold === 0) held = [term(angles[step / rule.hold])];
      const noise = rule.samples === undefined ? undefined : stepNoise(key, step, rule.samples, held.length > 1);
      gradient.fill(0);
      for (const { cosine, sine, weight } of held) {
        if (noise === undefined) exact(cosine, mu[0], mu[1], part);
        else sampledGradient(variance, cosine, [mu[0], mu[1]], noise(cosine, sine), part);
        gradient[0] += weight * part[0];
        gradient[1] += weight * part[1];
      }
      mu[0] -= rule.rate * gradient[0];
      mu[1] -= rule.rate * gradient[1];
      visit?.(mu[0], mu[1]);
      if (distanceToOptimum(mu[0], mu[1]) < 1e-7) break;
      if (fixed && noise === undefined && abs(gradient[0]) + abs(gradient[1]) < 1e-10) break;
    }
    return { mu1: mu[0], mu2: mu[1], escaped: distanceToOptimum(mu[0], mu[1]) < 0.1 };
  };
}

/**
 * The noise of a step's samples along y1. Seen from one angle one number a sample is enough; seen from several, all see the
 * two coordinates of the same sample.
 */
function stepNoise(
  key: Key,
  step: number,
  samples: number,
  several: boolean,
): (cosine: number, sine: number) => Float64Array {
  const draws = normal(fold(fold(key, 'samples'), step), several ? 2 * samples : samples);
  if (!several) return () => draws;
  const along = new Float64Array(samples);
  return (cosine, sine) => {
    for (let i = 0; i < samples; i++) along[i] = cosine * draws[2 * i] + sine * draws[2 * i + 1];
    return along;
  };
}

/** The larger distance of a mean from its mode, under the better of the two ways to pair them. */
export function distanceToOptimum(mu1: number, mu2: number): number {
  const paired = max(abs(mu1 - 1), abs(mu2 + 1));
  return min(paired, max(abs(mu1 + 1), abs(mu2 - 1)));
}

/**
 * The starts of the comparison, flat N x 2: a grid of size x size over [-2, 2]². A start on the diagonal would stay on it
 * for ever, since there both means have the same gradient; it is moved off by about a thousandth, at random.
 */
export function descentStarts(key: Key, size: number): Float64Array {
  const starts = new Float64Array(2 * size * size);
  const aside = normal(fold(key, 'diagonal'), size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const at = 2 * (i * size + j);
      const shift = i === j ? aside[i] / 1000 : 0;
      starts[at] = -2 + (4 * i) / (size - 1) + shift;
      starts[at + 1] = -2 + (4 * j) / (size - 1) - shift;
    }
  }
  return starts;
}
