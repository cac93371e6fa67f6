import type { Mixture } from '@bcl/em';
import { normal, type Key } from '@bcl/random';
import { refuseOption } from '../failure';

/** Where a {@link cornerStart} lies and how wide it is. */
export interface CornerStartOptions {
  /** K; 25 by default. */
  readonly components?: number;
  /** D; 2 by default. */
  readonly dimension?: number;
  /** The value of every coordinate of the corner; -5 by default. */
  readonly center?: number;
  /** Standard deviation of the means around it, ≥ 0; 0.1 by default. */
  readonly jitter?: number;
  /** Standard deviation of each component, > 0; 1 by default. */
  readonly scale?: number;
}

/**
 * All components in one corner: means center + jitter · N(0, I), covariances scale² I, equal weights. The defaults are the
 * start of "Big Cooperative Learning", section 4.1.
 *
 * @throws ProblemError `InvalidOption` for a number that cannot be
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { cornerStart } from '@bcl/descent';
 *
 * cornerStart(key(1), { components: 2, jitter: 0 }).means; // => [-5, -5, -5, -5]
 * ```
 */
export function cornerStart(key: Key, options: CornerStartOptions = {}): Mixture {
  const { components = 25, dimension = 2, center = -5, jitter = 0.1, scale = 1 } = options;
  for (const [name, count] of Object.entries({ components, dimension }))
    if (!Number.isSafeInteger(count) || count < 1) refuseOption(`${name} is ${count}`, 'give a whole number above 0');
  if (!Number.isFinite(center)) refuseOption(`center is ${center}`, 'give a finite number');
  if (!(jitter >= 0 && jitter < Infinity)) refuseOption(`jitter is ${jitter}`, 'give a finite number of at least 0');
  if (!(scale > 0 && scale < Infinity)) refuseOption(`scale is ${scale}`, 'give a finite number above 0');
  const covariances = new Float64Array(components * dimension * dimension);
  for (let k = 0; k < components; k++)
    for (let d = 0; d < dimension; d++) covariances[(k * dimension + d) * dimension + d] = scale * scale;
  return {
    covarianceType: 'full',
    components,
    dimension,
    weights: new Float64Array(components).fill(1 / components),
    means: normal(key, components * dimension).map((value) => center + jitter * value),
    covariances,
  };
}
