import type { ObjectiveSpecification } from '../contract/definition';
import type { Objective, Term } from '../contract/objective';
import { isRecord } from '../parameters/parameter';
import { firstParty } from './first-party';
import type { Registry } from './registry';

/**
 * An objective in one line, for reports: its name and the parameters that do not have their defaults.
 *
 * @param registry - where the defaults are found; parameters of objectives that are not in it are all shown
 *
 * @example
 * ```ts
 * import { alphaBridge, communication, describeObjective, weightedSum } from '@bcl/objectives';
 *
 * describeObjective(alphaBridge({ alpha: { from: 1, to: 0 } })); // => 'alphaBridge(alpha: 1 → 0)'
 * describeObjective(communication({ of: 'reverseKL' })); // => 'communication(of: reverseKL)'
 * describeObjective(weightedSum([[0.9, 'reverseKL'], [0.1, 'jensenShannon']])); // => '0.9 reverseKL + 0.1 jensenShannon'
 * ```
 */
export function describeObjective(objective: Objective, registry: Registry = firstParty): string {
  if (objective.form !== 'sum') return described(objective, registry);
  if (objective.terms.length === 0) return 'nothing';
  return objective.terms
    .map((term) => `${term.weight} ${described(term.objective, registry)}${place(term)}`)
    .join(' + ');
}

function described({ name, parameters = {} }: ObjectiveSpecification, registry: Registry): string {
  const known = registry.get(name)?.codec.describe ?? [];
  const defaults = new Map(known.map((parameter) => [parameter.name, JSON.stringify(parameter.default)]));
  const told = Object.entries(parameters).filter(([key, value]) => defaults.get(key) !== JSON.stringify(value));
  const list = told.map(([key, value]) => `${key}: ${inWords(value, registry)}`).join(', ');
  return list === '' ? name : `${name}(${list})`;
}

function inWords(value: unknown, registry: Registry): string {
  if (!isRecord(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  if (typeof value.name === 'string' && isRecord(value.parameters)) {
    return described({ name: value.name, parameters: value.parameters }, registry);
  }
  if (typeof value.from === 'number' && typeof value.to === 'number') {
    const { from, to, shape, during } = value;
    const part = Array.isArray(during) ? during.join('–') : undefined;
    const how = [shape, part].filter((text) => typeof text === 'string').join(', ');
    return `${from} → ${to}${how === '' ? '' : ` (${how})`}`;
  }
  return JSON.stringify(value);
}

/** Where a term is evaluated, if it is not on the matching that is drawn: ` on p(1 | 0) of haarOrthogonal`. */
function place({ where }: Term): string {
  if (where === undefined) return '';
  const { source, target } = where.task;
  const given = source.length === 0 ? '' : ` | ${source.join(', ')}`;
  const transform = where.transform.name === 'identity' ? '' : ` of ${where.transform.name}`;
  return ` on (${target.join(', ')}${given})${transform}`;
}
