import type * as E from 'fp-ts/lib/Either.js';
import { expectation } from '../expectation/expectation';
import type { MixtureProblem } from '../failure';
import { jointView } from '../learner/matching-step';
import { constrain, type Regularisation } from '../maximization/constrain';
import { maximize } from '../maximization/maximize';
import { withRows } from '../mixture/density';
import { fromComponents, toComponents, type Mixture } from '../mixture/mixture';
import type { Observations, Table } from '../observations/observations';
import type { ComputingOptions } from '../threads/computing';
import type { Statistics } from './statistics';

/**
 * The E step on one shard of the data: what a map-reduce engine computes per shard, joins with `combine`, and turns into
 * the next mixture with {@link update}. Statistics of all shards together are the statistics of all rows.
 *
 * @example
 * ```ts
 * import { combine, mixtureOf, orThrow, sufficientStatistics, update } from '@bcl/em';
 *
 * const start = orThrow(mixtureOf({ means: [[0]], covariances: [[[1]]] }));
 * const shards = [[[1], [2]], [[6]]].map((shard) => orThrow(sufficientStatistics(start, shard)));
 * update(start, combine(shards[0], shards[1])).means; // => [3]
 * ```
 */
export function sufficientStatistics(
  mixture: Mixture,
  shard: Table,
  options: ComputingOptions = {},
): E.Either<MixtureProblem, Statistics> {
  const statisticsOf = (rows: Observations): Statistics => expectation(toComponents(mixture), jointView(rows));
  return withRows(mixture, shard, statisticsOf, options);
}

/** The M step: the next mixture from the statistics of all shards. Floor 1e-6 and no ridge by default, in the data's units. */
export function update(
  mixture: Mixture,
  statistics: Statistics,
  { floor = 1e-6, ridge = 0 }: Partial<Regularisation> = {},
): Mixture {
  const updated = maximize(statistics, toComponents(mixture), { smoothing: 0, massGuard: 0 });
  return fromComponents(constrain(updated, mixture.covarianceType, { floor, ridge }), mixture.covarianceType);
}
