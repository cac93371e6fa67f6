import type { Either } from 'fp-ts/lib/Either.js';
import type { Problem } from '@bcl/errors';
import type { ObjectiveLike } from '../contract/definition';
import type { Objective } from '../contract/objective';
import { firstParty } from './first-party';
import type { Registry } from './registry';
import { resolveIn } from './resolve-in';

/**
 * The objective that a name, a specification or an objective stands for. Objectives that are made of others find theirs in the same
 * registry.
 *
 * @param registry - where names are looked up; {@link firstParty} without it
 * @returns a problem for a name that does not exist (with the names that do), for parameters that are refused, and for what is no
 *   objective
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { resolveObjective } from '@bcl/objectives';
 *
 * orThrow(resolveObjective({ name: 'alphaBridge', parameters: { alpha: 1 } })).parameters.alpha; // => 1
 * const refused = resolveObjective('reverseLK');
 * 'left' in refused && refused.left._tag; // => 'UnknownObjective'
 * ```
 */
export function resolveObjective(like: ObjectiveLike, registry: Registry = firstParty): Either<Problem, Objective> {
  return resolveIn(registry, like);
}
