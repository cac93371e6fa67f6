/**
 * The inner loops of dense linear algebra, two float64 lanes at a time. Written in AssemblyScript. Matrices are row-major; all
 * addresses come from the caller, in bytes, and nothing is allocated here.
 */
export { product } from './product';
export { reflectRows, updateAndMultiply, updateRow } from './reflect';
export { rotateColumns } from './rotate';
