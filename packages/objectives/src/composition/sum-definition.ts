import * as E from 'fp-ts/lib/Either.js';
import { orThrow, problem } from '@bcl/errors';
import type { ObjectiveDefinition, ObjectiveLike } from '../contract/definition';
import type { SumObjective } from '../contract/objective';
import { isObjectiveLike, specificationOf } from '../parameters/objective-parameter';
import { isInRange } from '../parameters/number-parameter';
import { isRecord, type Parameter } from '../parameters/parameter';
import { parameters } from '../parameters/parameters';
import { sumName, sumOf, sumVersion } from './sum';

/** A summand in a configuration. */
interface TermSpecification {
  readonly weight: number;
  readonly objective: ObjectiveLike;
}

const terms: Parameter<readonly TermSpecification[]> = {
  default: [],
  description: 'the summands, all on the matching that is drawn',
  accepts: 'a list of { weight, objective }, each weight a number of at least 0',
  read: (given) => (Array.isArray(given) && given.every(isTerm) ? given : undefined),
  write: (list) =>
    list.map(({ weight, objective }) => ({
      weight,
      objective: specificationOf(typeof objective === 'string' ? { name: objective } : objective),
    })),
};

function isTerm(given: unknown): given is TermSpecification {
  return (
    isRecord(given) &&
    Object.keys(given).every((field) => field === 'weight' || field === 'objective') &&
    isInRange(given.weight, { min: 0 }) &&
    isObjectiveLike(given.objective)
  );
}

const plain = parameters({ terms });

/** Refuses a matching in its own words: without them the reader would look for the fault in the weights. */
const codec: typeof plain = {
  ...plain,
  decode: (input) => (hasMatching(input) ? E.left(ownMatching) : plain.decode(input)),
};

const ownMatching = problem('BadParameter', {
  what: 'A term has a matching of its own (where)',
  why: 'of its transform a record holds the name alone, from which it cannot be made again',
  hint: 'leave where out, or give it in code: weightedSum([[weight, objective, where]])',
});

const hasMatching = (input: unknown): boolean =>
  isRecord(input) && Array.isArray(input.terms) && input.terms.some((term) => isRecord(term) && 'where' in term);

/**
 * The sum as a definition, so that a configuration can name it and a manifest's record of one can be read back. The exception:
 * a sum with a term that has a matching of its own. Its record says which, for readers, but a transform is more than its name,
 * and the record is refused.
 */
export const sumDefinition: ObjectiveDefinition<{ readonly terms: readonly TermSpecification[] }, SumObjective> = {
  contract: 1,
  name: sumName,
  version: sumVersion,
  description: 'a weighted sum of objectives',
  codec,
  create: ({ terms: list }, resolve) =>
    sumOf(list.map(({ weight, objective }) => ({ weight, objective: orThrow(resolve(objective)) }))),
};
