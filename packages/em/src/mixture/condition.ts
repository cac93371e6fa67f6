import * as E from 'fp-ts/lib/Either.js';
import { scoreRows } from '../expectation/expectation';
import { factorOf } from '../expectation/factor';
import { attempt, invalidOption, type MixtureProblem } from '../failure';
import { restrict } from '../learner/matching-step';
import { fromComponents, toComponents, type Mixture } from './mixture';

/**
 * p(x_T): the mixture of some of the coordinates, in the order given.
 *
 * @param target - distinct coordinates in 0 … D-1, at least one
 * @returns `InvalidOption` for a target that is empty, repeats itself or lies outside
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { marginal, mixtureOf } from '@bcl/em';
 *
 * const pair = orThrow(mixtureOf({ means: [[-1, 5], [1, 7]], covariances: [0.1, 0.1], covarianceType: 'spherical' }));
 * orThrow(marginal(pair, [1])).means; // => [5, 7]
 * ```
 */
export function marginal(mixture: Mixture, target: readonly number[]): E.Either<MixtureProblem, Mixture> {
  const bad = badCoordinates(target, mixture.dimension);
  if (bad !== undefined)
    return invalidOption(
      `the target [${target.join(', ')}] ${bad}`,
      `name at least one distinct coordinate from 0 to ${mixture.dimension - 1}`,
    );
  const part = restrict(toComponents(mixture), target);
  return E.right(fromComponents({ ...part, weights: mixture.weights.slice() }, mixture.covarianceType));
}

/**
 * p(x_T | x_S): what is known of all other coordinates once some are known, as a new mixture over T = all but S, ascending.
 *
 * Weights go with pi_k N(x_S; mu_S, Sigma_SS); means are mu_T + Sigma_TS Sigma_SS⁻¹ (x_S - mu_S); covariances
 * Sigma_TT - Sigma_TS Sigma_SS⁻¹ Sigma_ST.
 *
 * @param source - the known coordinates: distinct, in 0 … D-1, at least one left over
 * @param values - their values, one finite number each, in the same order
 * @returns `InvalidOption` for coordinates or values that do not fit
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { condition, mixtureOf } from '@bcl/em';
 *
 * const correlated = orThrow(mixtureOf({ means: [[0, 0]], covariances: [[[1, 0.5], [0.5, 1]]] }));
 * const given = orThrow(condition(correlated, [0], [2]));
 * given.means; // => [1]
 * given.covariances; // => [0.75]
 * ```
 */
export function condition(
  mixture: Mixture,
  source: readonly number[],
  values: ArrayLike<number>,
): E.Either<MixtureProblem, Mixture> {
  const { dimension, components } = mixture;
  const bad = badCoordinates(source, dimension);
  if (bad !== undefined)
    return invalidOption(
      `the source [${source.join(', ')}] ${bad}`,
      `name distinct coordinates from 0 to ${dimension - 1}`,
    );
  if (values.length !== source.length)
    return invalidOption(
      `there are ${values.length} values for ${source.length} source coordinates`,
      'give one value per coordinate',
    );
  if (source.length === dimension)
    return invalidOption('every coordinate is given', 'leave at least one out of the source: it is what is asked for');
  const wrong = Array.from(values).findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    return invalidOption(
      `the value of coordinate ${source[wrong]} is ${values[wrong]}`,
      'leave unknown coordinates out of the source',
    );
  const order = source.map((_, i) => i).sort((a, b) => source[a] - source[b]);
  const observed = order.map((i) => source[i]);
  const known = Float64Array.from(order, (i) => values[i]);
  return attempt(() => conditioned(mixture, observed, known, components));
}

function conditioned(mixture: Mixture, observed: readonly number[], known: Float64Array, components: number): Mixture {
  const model = toComponents(mixture);
  const target = Array.from({ length: mixture.dimension }, (_, d) => d).filter((d) => !observed.includes(d));
  const group = { rows: Int32Array.of(0), values: known, observed, missing: target, rotation: undefined };
  const weights = new Float64Array(components);
  scoreRows(
    model,
    { dimension: mixture.dimension, rows: 1, totalWeight: 1, weights: undefined, groups: [group] },
    { responsibilities: weights },
  );
  const rest = restrict(model, target);
  // Independent coordinates learn nothing about each other: only the weights change.
  if (model.shape === 'diagonal') return fromComponents({ ...rest, weights }, mixture.covarianceType);
  const size = target.length;
  for (let k = 0; k < components; k++) {
    const { mean, regression, residual } = factorOf(model, group, k);
    if (regression === undefined || residual === undefined) continue;
    for (let t = 0; t < size; t++)
      for (let s = 0; s < known.length; s++)
        rest.means[k * size + t] += regression[t * known.length + s] * (known[s] - mean[s]);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        rest.covariances[(k * size + i) * size + j] = (residual[i * size + j] + residual[j * size + i]) / 2;
  }
  return fromComponents({ ...rest, weights }, mixture.covarianceType);
}

function badCoordinates(coordinates: readonly number[], dimension: number): string | undefined {
  if (coordinates.length === 0) return 'is empty';
  const outside = coordinates.find((d) => !Number.isInteger(d) || d < 0 || d >= dimension);
  if (outside !== undefined) return `holds ${outside}`;
  return new Set(coordinates).size < coordinates.length ? 'repeats a coordinate' : undefined;
}
