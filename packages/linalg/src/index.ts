/** Small dense linear algebra in float64 on flat row-major arrays. @packageDocumentation */
export { fromRows, matrix, row, toRows } from './matrix';
export type { Matrix } from './matrix';
export { identity, matrixVector, multiply, multiplyTransposed, symmetrize, transpose } from './products';
export { cholesky, choleskyInPlace, logDeterminantFromCholesky } from './cholesky';
export {
  inversePositiveDefinite,
  invertLowerTriangular,
  solveLower,
  solveLowerTransposed,
  solvePositiveDefinite,
} from './triangular';
export { eigenvaluesAbove, symmetricEigen } from './eigen';
export type { EigenvaluesAbove, SymmetricEigen } from './eigen';
export { floorEigenvalues } from './floor-eigenvalues';
export { qr } from './qr';
export type { QR } from './qr';
export { leftNullSpace } from './left-null-space';
export type { LeftNullSpace } from './left-null-space';
export { startWebAssembly } from './wasm/start';
export type { Piece, WebAssemblyModule } from './wasm/start';
