/** Divergences as plugins: one contract for exact densities and for discriminators. @packageDocumentation */
export type { Algebra } from './algebra/algebra';
export type { ObjectiveDefinition } from './contract/definition';
export { contractVersion } from './contract/definition';
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
export type { Annealed, AnnealedPath } from './parameters/annealed';
export type { Codec, ParameterDescription } from './parameters/codec';
