export { haarOrthogonal } from './haar-orthogonal';
export { identity } from './identity';
export type { Gaussian, Transform } from './transform';
