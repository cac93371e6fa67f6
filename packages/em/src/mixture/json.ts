import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { isCovarianceType, type CovarianceType } from '../maximization/constrain';
import { mixtureOf } from './create';
import type { Mixture } from './mixture';

/** The file format's name and version; a reader refuses what it does not know. */
const FORMAT = 'bcl-gaussian-mixture';
const VERSION = 1;

/** A mixture as JSON: plain numbers, read back to the bit. A type, not an interface, so that it counts as plain JSON. */
export type MixtureJSON = {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly covarianceType: CovarianceType;
  readonly weights: readonly number[];
  readonly means: ReadonlyArray<readonly number[]>;
  readonly covariances: readonly number[];
};

/**
 * A mixture as a value for `JSON.stringify`.
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { fromJSON, mixtureOf, toJSON } from '@bcl/em';
 *
 * const mixture = orThrow(mixtureOf({ means: [[0.1, 0.2]], covariances: [0.3], covarianceType: 'spherical' }));
 * const text = JSON.stringify(toJSON(mixture));
 * orThrow(fromJSON(JSON.parse(text))).means; // => [0.1, 0.2]
 * ```
 */
export function toJSON({ covarianceType, components, dimension, weights, means, covariances }: Mixture): MixtureJSON {
  return {
    format: FORMAT,
    version: VERSION,
    covarianceType,
    weights: Array.from(weights),
    means: Array.from({ length: components }, (_, k) => Array.from(means.subarray(k * dimension, (k + 1) * dimension))),
    covariances: Array.from(covariances),
  };
}

/**
 * A mixture from parsed JSON, checked in full: format, version, shapes, finite numbers, positive definite covariances.
 *
 * @returns `InvalidMixtureFile` that names what is wrong
 */
export function fromJSON(value: unknown): E.Either<Problem<'InvalidMixtureFile'>, Mixture> {
  const refuse = (
    what: string,
    hint = 'write it with toJSON of @bcl/em',
  ): E.Either<Problem<'InvalidMixtureFile'>, never> =>
    E.left(problem('InvalidMixtureFile', { what: `not a stored mixture: ${what}`, hint }));
  if (typeof value !== 'object' || value === null) return refuse('the value is not an object');
  const { format, version, covarianceType, weights, means, covariances } = value as Record<string, unknown>;
  if (format !== FORMAT) return refuse(`its format is ${JSON.stringify(format)}, not "${FORMAT}"`);
  if (version !== VERSION)
    return refuse(
      `its version is ${JSON.stringify(version)}, this release reads ${VERSION}`,
      'use the release that wrote it',
    );
  if (!isCovarianceType(covarianceType)) return refuse(`its covarianceType is ${JSON.stringify(covarianceType)}`);
  if (!isNumbers(weights) || !isNumbers(covariances))
    return refuse('its weights or covariances are not lists of finite numbers');
  if (!Array.isArray(means) || !means.every(isNumbers)) return refuse('its means are not lists of finite numbers');
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(Math.abs(sum - 1) < 1e-9)) return refuse(`its weights sum to ${sum}, not 1`);
  const made = mixtureOf({ covarianceType, weights, means, covariances });
  return E.isLeft(made) ? refuse(made.left.message) : made;
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isFinite(item));
