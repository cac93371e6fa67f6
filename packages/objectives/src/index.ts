/** Divergences as plugins: one contract for exact densities and for discriminators. @packageDocumentation */
export type { Algebra } from './algebra/algebra';
export { arrays } from './algebra/arrays';
export { mean, ones } from './algebra/mean';
export { communicationLogRatio } from './composition/communication-log-ratio';
export type { CommunicationParameters } from './composition/communication-definition';
export { objectiveAt } from './composition/objective-at';
export { objectiveMonoid } from './composition/objective-monoid';
export { repartition } from './composition/repartition';
export type { SpreadParameters } from './composition/spread-definition';
export { checkDefinition } from './contract/check-definition';
export { defineObjective } from './contract/define-objective';
export type { ObjectiveFactory } from './contract/define-objective';
export type { ObjectiveDefinition, ObjectiveLike, ObjectiveSpecification, Resolve } from './contract/definition';
export { contractVersion } from './contract/definition';
export { objectiveHeader } from './contract/header';
export type { HeaderParts } from './contract/header';
export { needs } from './contract/objective';
export type {
  Between,
  LikelihoodObjective,
  Need,
  Objective,
  ObjectiveHeader,
  RatioObjective,
  SampleComparison,
  SampleObjective,
  SimpleObjective,
  SumObjective,
  Term,
} from './contract/objective';
export { alphaBridge } from './divergences/alpha-bridge';
export type { AlphaBridgeParameters } from './divergences/alpha-bridge';
export { categoricalLogDensity } from './divergences/categorical-log-density';
export { crossEntropy } from './divergences/cross-entropy';
export { forwardKL } from './divergences/forward-kl';
export type { ForwardKLParameters } from './divergences/forward-kl';
export { jensenShannon } from './divergences/jensen-shannon';
export { logisticLoss } from './divergences/logistic-loss';
export { nonSaturating } from './divergences/non-saturating';
export { reverseKL } from './divergences/reverse-kl';
export { annealedAt } from './parameters/annealed';
export type { Annealed, AnnealedPath } from './parameters/annealed';
export { annealedParameter } from './parameters/annealed-parameter';
export { annealing } from './parameters/annealing';
export type { AtMoment } from './parameters/annealing';
export { booleanParameter, choiceParameter } from './parameters/choice-parameter';
export type { Codec, ParameterDescription } from './parameters/codec';
export { integerParameter, numberParameter, optionalNumberParameter } from './parameters/number-parameter';
export type { NumberParts, NumberRange } from './parameters/number-parameter';
export { objectiveParameter, specificationOf } from './parameters/objective-parameter';
export type { Parameter } from './parameters/parameter';
export { parameters } from './parameters/parameters';
export type { ParameterSpecs, ParameterValues } from './parameters/parameters';
export { describeObjective } from './registry/describe-objective';
export { communication, firstParty, spread } from './registry/first-party';
export { withObjective } from './registry/registry';
export type { Registry } from './registry/registry';
export { resolveObjective } from './registry/resolve-objective';
export { weightedSum } from './registry/weighted-sum';
export { effectiveSampleSize } from './weights/effective-sample-size';
export { surrogateLoss } from './weights/surrogate-loss';
