import { key as keyOf } from '@bcl/random';
import type { Key } from '@bcl/random';
import { checkDefinition } from '../contract/check-definition';
import type { ObjectiveDefinition, Resolve } from '../contract/definition';
import { decodedBy, instantiate } from '../contract/instantiate';
import type { Objective } from '../contract/objective';
import { resolveObjective } from '../registry/resolve-objective';
import { checkAnnealed } from './annealed';
import { checkCodec } from './codec';
import { conformance } from './conformance';
import type { Finding } from './finding';
import { findings } from './finding';

/** How {@link checkObjective} goes about it. */
export interface CheckOptions {
  /** What samples are drawn from; equal keys give equal findings. A fixed key without it. */
  readonly key?: Key;
  /**
   * Of a definition: encoded parameters to check it with, one set after the other. The defaults alone without it.
   */
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
  /** Finds the objectives that a definition's parameters name. The first-party ones without it. */
  readonly resolve?: Resolve;
}

/** An objective, a definition of objectives, or what `defineObjective` makes of one. */
export type Candidate<P> = Objective | ObjectiveDefinition<P> | { readonly definition: ObjectiveDefinition<P> };

/**
 * Holds an objective to the contract, by trial: everything that a learner relies on and that can be computed is computed, and
 * compared with an independent value. A definition is held to `checkDefinition`, and its codec is
 * checked as well.
 *
 * It needs no test framework: it returns what it finds. One objective takes about a second.
 *
 * @returns what does not conform, in order of the checks; an empty list where everything does
 *
 * @example
 * ```ts
 * import { alphaBridge, reverseKL } from '@bcl/objectives';
 * import { checkObjective } from '@bcl/objectives/testing';
 *
 * checkObjective(reverseKL()); // => []
 * checkObjective(alphaBridge, { parameters: [{ alpha: 0.2 }, { alpha: { from: 1, to: 0 } }] }); // => []
 * ```
 */
export function checkObjective<P>(
  candidate: Candidate<P>,
  { key = keyOf('conformance'), parameters = [{}], resolve = (like) => resolveObjective(like) }: CheckOptions = {},
): readonly Finding[] {
  const definition = definitionOf(candidate);
  if (definition === undefined) return checkMade(candidate as Objective, key);
  const made = parameters.flatMap((set) => {
    const found = [...checkCodec(definition, set, key, resolve), ...checkCreated(definition, set, key, resolve)];
    if (parameters.length === 1) return found;
    return found.map((each) => ({ ...each, message: `with ${JSON.stringify(set)}: ${each.message}` }));
  });
  return [...checkContract(definition, resolve), ...made];
}

function definitionOf<P>(candidate: Candidate<P>): ObjectiveDefinition<P> | undefined {
  if ('definition' in candidate) return candidate.definition;
  return 'codec' in candidate ? candidate : undefined;
}

/** What keeps a definition from being loaded as a plugin is found here first. */
function checkContract(definition: unknown, resolve: Resolve): readonly Finding[] {
  return findings('definition', (report) => {
    const checked = checkDefinition(definition, 'the definition', resolve);
    if (checked._tag === 'Left') report(checked.left.message);
  });
}

function checkCreated<P>(
  definition: ObjectiveDefinition<P>,
  parameters: unknown,
  key: Key,
  resolve: Resolve,
): readonly Finding[] {
  const made = instantiate(definition, parameters, resolve);
  if (made._tag === 'Right') return checkMade(made.right, key);
  // What decode refuses has been reported by the check of the codec.
  if (decodedBy(definition, parameters)._tag === 'Left') return [];
  return findings('create', (report) =>
    report(`expected an objective of the parameters that decode accepts, got: ${made.left.message}`),
  );
}

const checkMade = (objective: Objective, key: Key): readonly Finding[] => [
  ...conformance(objective, key),
  ...checkAnnealed(objective, key),
];
