/** Gaussian mixtures: EM, BigLearn-EM and better, with missing values integrated out. @packageDocumentation */
export { orThrow, runOrThrow } from '@bcl/errors';
export { fit } from './fit/fit';
export type { Cancelled, FitProblem, Fitted } from './fit/fit';
export type { FitOptions } from './fit/options';
export type { MixtureProblem } from './failure';

export { mixtureOf } from './mixture/create';
export type { MixtureParameters, Nested } from './mixture/create';
export { covarianceOf, parameterCount } from './mixture/mixture';
export type { Mixture } from './mixture/mixture';
export { logDensity, meanLogDensity, predict, responsibilities } from './mixture/density';
export { condition, marginal } from './mixture/condition';
export { sample } from './mixture/sample';
export type { Sample } from './mixture/sample';
export { impute } from './mixture/impute';
export type { Imputation } from './mixture/impute';
export { aic, bic } from './mixture/criteria';
export { fromJSON, toJSON } from './mixture/json';
export type { MixtureJSON } from './mixture/json';

export { observe, toMatrix } from './observations/observations';
export type { Observations, ObserveOptions, Pattern, Table } from './observations/observations';
export { capabilities } from './threads/capabilities';
export type { Capabilities } from './threads/capabilities';
export type { Computing, ComputingOptions } from './threads/computing';
export type { EngineName } from './expectation/engines';
export { constrain as regularise } from './maximization/constrain';
export type { CovarianceType, Regularisation } from './maximization/constrain';
export type { Start } from './start/start';

export { mixtureLearner } from './learner/learner';
export type { MixtureLearnerOptions, MixtureState } from './learner/learner';
export type { MaximumLikelihood, StepInfo } from './learner/matching-step';
export type { Components } from './expectation/components';
export { assignRows } from './learner/assign';
export type { Assignment } from './learner/assign';
export { stateFromBytes, stateToBytes } from './mixture/state-bytes';

export { bcl } from './strategies/bcl';
export type { BclOptions } from './strategies/bcl-options';
export type { ExploreOptions } from './strategies/explore';
export type { RefineOptions } from './strategies/refine';
export type { ProposeOptions } from './relocation/propose';
export type { SplitOptions } from './relocation/split';
export { bigLearn, bigLearnPresets } from './strategies/big-learn';
export type { BigLearnStrategyOptions } from './strategies/big-learn';
export { joint } from './strategies/joint';
export type { JointOptions } from './strategies/joint';
export { bigLearnMatchings, plainEM } from './strategies/matchings';
export type { BigLearnOptions } from './strategies/matchings';
export type { HistoryEntry, Outcome, Progress, Strategy, StrategyContext, StrategyStep } from './strategies/strategy';

export { fitStepwise } from './stepwise/fit-stepwise';
export type { StepwiseOptions, StepwiseReport } from './stepwise/fit-stepwise';
export { stepwiseReportFromJSON, stepwiseReportToJSON } from './stepwise/report-json';

export { fitStream } from './streaming/fit-stream';
export type { FittedStream } from './streaming/fit-stream';
export { rowStream } from './streaming/row-stream';
export type { RowBatch, RowStream } from './streaming/row-stream';
export type {
  StreamCancelled,
  StreamOptions,
  StreamProblem,
  StreamProgress,
  UnreadableRows,
} from './streaming/options';
export type { PassState, ScanState, StreamState } from './streaming/state';
export type { ColumnScan } from './streaming/column-scan';
export { streamStateFromJSON, streamStateToJSON } from './streaming/state-json';
export type { StoredState } from './streaming/stored-state';

export { memoryNeeded } from './memory/memory-needed';
export type { MemoryRequest } from './memory/memory-needed';

export { sufficientStatistics, update } from './statistics/shards';
export { combine, recentre } from './statistics/statistics';
export type { Statistics } from './statistics/statistics';
