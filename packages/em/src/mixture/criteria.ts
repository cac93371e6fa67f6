import * as E from 'fp-ts/lib/Either.js';
import type { MixtureProblem } from '../failure';
import type { Table } from '../observations/observations';
import { logDensity } from './density';
import { parameterCount, type Mixture } from './mixture';

/**
 * Bayesian information criterion, -2 log L + p log N: lower is better. Use it to choose the number of components.
 *
 * @returns errors as `logDensity`
 */
export function bic(mixture: Mixture, table: Table): E.Either<MixtureProblem, number> {
  return E.map((values: Float64Array) => -2 * sumOf(values) + parameterCount(mixture) * Math.log(values.length))(
    logDensity(mixture, table),
  );
}

/** Akaike's information criterion, -2 log L + 2 p: lower is better. Errors as `logDensity`. */
export function aic(mixture: Mixture, table: Table): E.Either<MixtureProblem, number> {
  return E.map((values: Float64Array) => -2 * sumOf(values) + 2 * parameterCount(mixture))(logDensity(mixture, table));
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
