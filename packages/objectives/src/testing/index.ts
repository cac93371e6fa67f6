/**
 * The conformance kit: what every objective and every algebra must pass, without a test framework. @packageDocumentation
 */
export { checkAlgebraOnly } from './algebra-only';
export { checkAnnealed } from './annealed';
export { checkBatches } from './batches';
export { checkAlgebra } from './check-algebra';
export type { AlgebraAccess } from './check-algebra';
export { checkObjective } from './check-objective';
export type { Candidate, CheckOptions } from './check-objective';
export { checkCodec } from './codec';
export { checkDescent } from './descent';
export { checkDiscriminator } from './discriminator';
export { checkEquality } from './equality';
export type { Finding } from './finding';
export { checkFinite } from './finite';
export { checkGradient } from './gradient';
export { checkHeader } from './header';
export { checkPositive } from './positive';
export { checkPure } from './pure';
export { checkUnbiased } from './unbiased';
export { checkWeights } from './weights';
