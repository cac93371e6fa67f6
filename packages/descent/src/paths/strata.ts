import { categorical, type Key } from '@bcl/random';

/** How samples of joint and marginal matchings are shared out among the components: drawn by weight, or the same number from each. */
export type Sampling = 'multinomial' | 'equal';

/** The component of each sample, and its share of the estimate. */
export interface Strata {
  /** N components. */
  readonly labels: ArrayLike<number>;
  /** N: π_k / count_k, so that each component's samples make up its weight, however many were drawn. */
  readonly mass: Float64Array;
}

/** Samples to draw: rounded up so that every component gets as many as any other, where that was asked for. */
export function sampleCount(sampling: Sampling, samples: number, components: number): number {
  return sampling === 'equal' ? Math.ceil(samples / components) * components : samples;
}

/**
 * Draws the components of `count` samples and stratifies them: sample n stands for π_k / count_k of the mixture. A component
 * that got no sample is left out, as in the released program of "Big Cooperative Learning", section 4.1.
 */
export function drawStrata(
  key: Key,
  weights: Float64Array,
  count: number,
  sampling: Sampling,
  mass: Float64Array,
): Strata {
  const components = weights.length;
  const labels: Int32Array =
    sampling === 'equal'
      ? Int32Array.from({ length: count }, (_, n) => n % components)
      : categorical(key, count, weights);
  const counts = new Int32Array(components);
  for (let n = 0; n < count; n++) counts[labels[n]]++;
  for (let n = 0; n < count; n++) mass[n] = weights[labels[n]] / counts[labels[n]];
  return { labels, mass };
}
