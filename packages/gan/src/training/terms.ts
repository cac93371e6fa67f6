import * as E from 'fp-ts/lib/Either.js';
import { orThrow, problem } from '@bcl/errors';
import type { Problem } from '@bcl/errors';
import {
  communication,
  describeObjective,
  firstParty,
  nonSaturating,
  objectiveAt,
  resolveObjective,
  weightedSum,
} from '@bcl/objectives';
import type { Objective, ObjectiveLike, RatioObjective, Registry, Term } from '@bcl/objectives';

/** What an adversarial learner follows: `'naive'`, `'communication'`, or any objective with a ratio in it; see `TrainingSettings`. */
export type GanObjective = ObjectiveLike;

/** A ratio objective and its factor in the generator's loss. */
export interface RatioTerm {
  readonly weight: number;
  readonly objective: RatioObjective;
}

/** An objective taken apart. */
export interface Terms {
  /** The data against the model; at least one. */
  readonly data: readonly RatioTerm[];
  /** The model's answers to two matchings of the same coordinates against each other; often none. */
  readonly communication: readonly RatioTerm[];
  /** The standard deviation of the noise that both sides get before they are compared. */
  readonly spread: number;
}

/** Where {@link termsOf} looks and what it adds. */
export interface TermsOptions {
  /** The factor of the communication term where the objective is `'communication'`. */
  readonly communicationWeight: number;
  /** Where names are looked up; the first-party objectives without it. */
  readonly registry?: Registry;
}

/** An objective as a function of the progress of the run, from 0 to 1. */
export interface TermsOverTime {
  /** Whether a parameter changes during the run. */
  readonly annealed: boolean;
  readonly at: (progress: number) => Terms;
}

/**
 * Takes an objective apart into terms that a discriminator serves.
 *
 * `'naive'` is the non-saturating loss between data and model; `'communication'` adds to it the same loss between two matchings.
 * Any other is resolved as everywhere: ratio objectives, and sums of them, with or without communication.
 *
 * @returns a problem for an unknown name or refused parameters (those of `resolveObjective`), and `UnsupportedObjective` for one
 *   that needs densities or compares samples, has no term with the data, has a term on a matching of its own, or terms of
 *   unequal spread
 */
export function termsOf(like: GanObjective, options: TermsOptions): E.Either<Problem, TermsOverTime> {
  const resolved = resolveObjective(named(like, options.communicationWeight), options.registry ?? firstParty);
  return E.chain((objective: Objective) =>
    E.map(() => ({
      annealed: objective.at !== undefined,
      at: (progress: number) => orThrow(grouped(objectiveAt(objective, progress))),
    }))(grouped(objective)),
  )(resolved);
}

function named(like: GanObjective, weight: number): ObjectiveLike {
  if (like === 'naive') return nonSaturating();
  if (like !== 'communication') return like;
  return weightedSum([
    [1, nonSaturating()],
    [weight, communication()],
  ]);
}

/** The terms of an objective at one moment, those with the data apart from those between two matchings. */
function grouped(objective: Objective): E.Either<Problem, Terms> {
  const data: RatioTerm[] = [];
  const between: RatioTerm[] = [];
  const all: readonly Term[] = objective.form === 'sum' ? objective.terms : [{ weight: 1, objective }];
  const terms = all.filter(({ weight }) => weight > 0);
  for (const { weight, objective: term, where } of terms) {
    if (term.form !== 'ratio') return unsupported(objective, `${term.name} has the form ${term.form}`);
    if (where !== undefined) return unsupported(objective, `${term.name} has a matching of its own`);
    const unserved = term.needs.find((need) => need === 'modelDensity' || need === 'dataDensity');
    if (unserved !== undefined) return unsupported(objective, `${term.name} needs ${unserved}`);
    (term.between === 'two-matchings' ? between : data).push({ weight, objective: term });
  }
  if (data.length === 0) return unsupported(objective, 'no term of it compares the model with the data');
  const [spread, ...others] = terms.map(({ objective: term }) => term.spread);
  if (others.some((other) => other !== spread)) return unsupported(objective, 'its terms have unequal spread');
  return E.right({ data, communication: between, spread });
}

function unsupported(objective: Objective, why: string): E.Either<Problem, never> {
  return E.left(
    problem('UnsupportedObjective', {
      what: `A discriminator cannot serve the objective ${describeObjective(objective)}`,
      why,
      hint: 'take ratio objectives between data and model, such as nonSaturating, communication beside them, or a sum of these',
    }),
  );
}
