import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';
import type { ObjectiveDefinition } from '../contract/definition';

/** Definitions of objectives by name. A value: adding to a registry makes another one. */
export type Registry = ReadonlyMap<string, ObjectiveDefinition<unknown>>;

/**
 * A registry with one more definition.
 *
 * @param definition - one that `checkDefinition` has accepted
 * @returns `NameClash` where the registry has another definition of that name; adding the same one twice is no clash
 *
 * @example
 * ```ts
 * import { firstParty, reverseKL, withObjective } from '@bcl/objectives';
 *
 * const mine = { ...reverseKL.definition, version: '2.0.0' };
 * const clash = withObjective(firstParty, mine);
 * '_tag' in clash && clash._tag; // => 'Left'
 * ```
 */
export function withObjective(
  registry: Registry,
  definition: ObjectiveDefinition<unknown>,
): E.Either<Problem<'NameClash'>, Registry> {
  const { name, version } = definition;
  const present = registry.get(name);
  if (present === definition) return E.right(registry);
  if (present !== undefined) {
    return E.left(
      problem('NameClash', {
        what: `There is an objective '${name}' already`,
        where: `version ${present.version}, and now ${version}`,
        hint: 'give the new one another name',
      }),
    );
  }
  return E.right(new Map([...registry, [name, definition]]));
}
