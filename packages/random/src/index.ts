/** Reproducible random numbers from keys: the same bits on every machine. @packageDocumentation */
export { fold, key, split } from './key';
export type { Key } from './key';
export { bits, uniform } from './uniform';
export { normal } from './normal';
export { integers } from './integers';
export { exponential } from './exponential';
export { gamma } from './gamma';
export { beta, dirichlet } from './dirichlet';
export { bernoulli, categorical } from './categorical';
export { choose, permutation } from './permutation';
