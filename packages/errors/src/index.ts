/** Tagged errors that say what happened, where, why and what to try. @packageDocumentation */
export { isProblem, problem } from './problem';
export type { Problem, ProblemParts } from './problem';
export { orThrow, ProblemError, runOrThrow } from './or-throw';
