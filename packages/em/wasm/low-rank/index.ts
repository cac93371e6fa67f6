/**
 * The arithmetic of rows under covariances floor · I + FᵀF, two float64 lanes at a time. Written in AssemblyScript.
 *
 * Rows come in panels of four: coordinate j of row s of a panel stands at 32 j + 8 s. All addresses come from the caller.
 */
export { logJoint, project } from './distance';
export { scatter } from './moments';
