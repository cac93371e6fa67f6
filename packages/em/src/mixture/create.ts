import { cholesky } from '@bcl/linalg';
import * as E from 'fp-ts/lib/Either.js';
import { invalidOption, type MixtureProblem } from '../failure';
import { isCovarianceType, type CovarianceType } from '../maximization/constrain';
import { covarianceLength, covarianceOf, type Mixture } from './mixture';

/** Numbers, nested in any way that reads well; flattened row by row. */
export type Nested = number | ArrayLike<number> | ReadonlyArray<Nested>;

/** The parameters of a mixture as a person writes them. */
export interface MixtureParameters {
  /** `full` by default. */
  readonly covarianceType?: CovarianceType;
  /** K weights, not negative; they are divided by their sum. Equal without them. */
  readonly weights?: ArrayLike<number>;
  /** K rows of D. */
  readonly means: ReadonlyArray<ArrayLike<number>>;
  /** K x D x D, D x D, K x D or K numbers, by type. */
  readonly covariances: Nested;
}

/**
 * A mixture from its parameters, checked.
 *
 * @returns `InvalidOption` for wrong lengths, weights that are no distribution, or a covariance that is not symmetric positive definite
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { mixtureOf } from '@bcl/em';
 *
 * const pair = orThrow(mixtureOf({ means: [[-1, 0], [1, 0]], covariances: [0.1, 0.1], covarianceType: 'spherical' }));
 * pair.weights; // => [0.5, 0.5]
 * ```
 */
export function mixtureOf(parameters: MixtureParameters): E.Either<MixtureProblem, Mixture> {
  const { covarianceType = 'full', means } = parameters;
  if (!isCovarianceType(covarianceType))
    return invalidOption(
      `covarianceType is ${JSON.stringify(covarianceType)}`,
      "use 'full', 'tied', 'diagonal' or 'spherical'",
    );
  const components = means.length;
  const dimension = components > 0 ? means[0].length : 0;
  if (components === 0 || dimension === 0)
    return invalidOption('there are no means', 'give one mean of at least one number per component');
  if (means.some((mean) => mean.length !== dimension))
    return invalidOption('the means differ in length', 'give every component a mean of the same length');
  const raw =
    parameters.weights === undefined
      ? new Float64Array(components).fill(1 / components)
      : Float64Array.from(parameters.weights);
  const sum = raw.reduce((total, weight) => total + weight, 0);
  if (raw.length !== components || raw.some((weight) => !(weight >= 0)) || !(sum > 0 && sum < Infinity))
    return invalidOption(
      `the weights are [${Array.from(raw).join(', ')}] for ${components} components`,
      'give one finite weight >= 0 per component, not all zero',
    );
  const covariances = Float64Array.from(flatten(parameters.covariances));
  const expected = covarianceLength(covarianceType, components, dimension);
  if (covariances.length !== expected)
    return invalidOption(
      `there are ${covariances.length} covariance numbers where ${covarianceType} needs ${expected}`,
      'see covarianceType for the shapes',
    );
  const flatMeans = Float64Array.from(means.flatMap((mean) => Array.from(mean)));
  if (flatMeans.some((value) => !Number.isFinite(value)))
    return invalidOption('a mean is not finite', 'give finite numbers');
  const mixture: Mixture = {
    covarianceType,
    components,
    dimension,
    // A sum of one up to rounding is left alone, so that reading back what was written gives the same bits.
    weights: Math.abs(sum - 1) < 1e-9 ? raw : raw.map((weight) => weight / sum),
    means: flatMeans,
    covariances,
  };
  return checkCovariances(mixture);
}

function flatten(nested: Nested): number[] {
  if (typeof nested === 'number') return [nested];
  return Array.from(nested as ArrayLike<Nested>).flatMap(flatten);
}

function checkCovariances(mixture: Mixture): E.Either<MixtureProblem, Mixture> {
  const { components, dimension } = mixture;
  for (let k = 0; k < (mixture.covarianceType === 'tied' ? 1 : components); k++) {
    const covariance = covarianceOf(mixture, k);
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j < i; j++) {
        const [a, b] = [covariance[i * dimension + j], covariance[j * dimension + i]];
        // Against the variances, not the entries themselves: an entry that is zero but for rounding is symmetric too.
        const scale = Math.sqrt(Math.abs(covariance[i * dimension + i] * covariance[j * dimension + j]));
        if (!(Math.abs(a - b) <= 1e-9 * scale))
          return invalidOption(
            `covariance ${k} is not symmetric at (${i}, ${j}): ${a} and ${b}`,
            'give a symmetric matrix',
          );
      }
    if (cholesky(covariance, dimension) === undefined)
      return invalidOption(`covariance ${k} is not positive definite`, 'all its eigenvalues must be above zero');
  }
  return E.right(mixture);
}
