import type { Task } from '@bcl/masks';
import type { Need, Objective, SimpleObjective, SumObjective, Term } from '../contract/objective';
import { needs } from '../contract/objective';
import { specificationOf } from '../parameters/objective-parameter';
import { objectiveAt } from './objective-at';

/** A summand before nested sums are resolved. */
export interface Summand {
  readonly weight: number;
  readonly objective: Objective;
  readonly where?: Term['where'];
}

/** The name and the version under which sums go. */
export const sumName = 'weightedSum';
export const sumVersion = '1.0.0';

/** The sum of weighted objectives. Sums among them are replaced by their terms, with the weights multiplied. */
export function sumOf(summands: readonly Summand[]): SumObjective {
  const terms = summands.flatMap(flattened);
  const asked = new Set<Need>(terms.flatMap(({ objective }) => objective.needs));
  const betweenMatchings = terms.length > 0 && terms.every(({ objective }) => objective.between === 'two-matchings');
  const changes = terms.some(({ objective }) => objective.at !== undefined);
  return {
    name: sumName,
    version: sumVersion,
    parameters: { terms: terms.map(encodedTerm) },
    needs: needs.filter((need) => asked.has(need)),
    between: betweenMatchings ? 'two-matchings' : 'data-and-model',
    // Each term has its own spread.
    spread: 0,
    form: 'sum',
    terms,
    ...(changes && {
      at: (progress: number) =>
        sumOf(terms.map((term) => ({ ...term, objective: objectiveAt(term.objective, progress) }))),
    }),
  };
}

function flattened({ weight, objective, where }: Summand): readonly Term[] {
  if (!(weight >= 0 && weight < Infinity)) {
    throw new RangeError(`The weight of ${objective.name} must be a finite number of at least 0, got ${weight}.`);
  }
  if (objective.form !== 'sum') return [term(weight, objective, where)];
  return objective.terms.map((inner) => term(weight * inner.weight, inner.objective, inner.where ?? where));
}

function term(weight: number, objective: SimpleObjective, where: Term['where']): Term {
  return where === undefined ? { weight, objective } : { weight, objective, where };
}

/** A term as plain JSON; of the transform it keeps the name alone. */
function encodedTerm({ weight, objective, where }: Term): Readonly<Record<string, unknown>> {
  const encoded = { weight, objective: specificationOf(objective) };
  return where === undefined
    ? encoded
    : { ...encoded, where: { ...sets(where.task), transform: where.transform.name } };
}

function sets({ source, target }: Task): Task {
  return { source: [...source], target: [...target] };
}
