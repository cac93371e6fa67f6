import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';
import type { ObjectiveLike } from '../contract/definition';
import { instantiate } from '../contract/instantiate';
import type { Objective } from '../contract/objective';
import { isObjective, isObjectiveLike } from '../parameters/objective-parameter';
import { shown } from '../parameters/parameter';
import type { Registry } from './registry';

/** The objective that a name, a specification or an objective stands for, where names are those of a registry. */
export function resolveIn(registry: Registry, like: ObjectiveLike): E.Either<Problem, Objective> {
  if (!isObjectiveLike(like)) {
    const why = 'an objective is given by its name, by { name, parameters }, or as one that was made already';
    return E.left(problem('BadObjective', { what: `${shown(like)} is no objective`, why }));
  }
  if (isObjective(like)) return E.right(like);
  const { name, parameters = {} } = typeof like === 'string' ? { name: like } : like;
  const definition = registry.get(name);
  if (definition === undefined) {
    const why = registry.size === 0 ? 'the registry is empty' : `there are ${[...registry.keys()].join(', ')}`;
    return E.left(problem('UnknownObjective', { what: `There is no objective '${name}'`, why }));
  }
  return instantiate(definition, parameters, (part) => resolveIn(registry, part));
}
