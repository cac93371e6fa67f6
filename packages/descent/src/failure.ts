import { problem, ProblemError, type Problem, type ProblemParts } from '@bcl/errors';

/** A component whose covariance collapsed, or whose numbers stopped being finite. */
export interface CovarianceCollapse extends Problem<'CovarianceCollapse'> {
  /** Which component, counted from 0. */
  readonly component: number;
  /** The step of the run, counted from 0. */
  readonly step: number;
}

/** What stops a step or an evaluation. */
export type StepProblem =
  | CovarianceCollapse
  | Problem<'InvalidOption' | 'InvalidData' | 'NumericalFailure' | 'UnsupportedObjective'>
  // What is wrong with the name or the parameters of an objective.
  | Problem<'UnknownObjective' | 'BadObjective' | 'BadParameter'>;

/** Throws a problem: a learner's step has no left side to return it on. */
export function fail<Tag extends StepProblem['_tag']>(tag: Tag, parts: ProblemParts): never {
  throw new ProblemError(problem(tag, parts));
}

/** Throws the problem of an option: what it is now, and what would do. */
export const refuseOption = (what: string, hint: string): never => fail('InvalidOption', { what, hint });
