/** A Gaussian mixture that descends any objective, with exact densities. @packageDocumentation */
export { orThrow, runOrThrow } from '@bcl/errors';
export { descend } from './run/descend';
export type { Cancelled, Descended, DescendOptions, DescentProblem, DescentProgress } from './run/descend';
export { evaluate } from './run/evaluate';
export type { EvaluateOptions } from './run/evaluate';
export { cornerStart } from './run/corner-start';
export type { CornerStartOptions } from './run/corner-start';
export { rotatedMarginals } from './run/rotated-marginals';
export type { RotatedMarginalsOptions } from './run/rotated-marginals';
export { mixtureDescent } from './learner/learner';
export type { DescentInfo } from './learner/learner';
export type { DescentOptions } from './learner/options';
export type { Optimizer } from './learner/optimizer';
export { mixtureOfState, stateOf } from './state/state';
export type { DescentState, Moments } from './state/state';
export type { Estimate } from './estimates/estimate';
export type { Sampling } from './paths/strata';
export type { CovarianceCollapse, StepProblem } from './failure';
