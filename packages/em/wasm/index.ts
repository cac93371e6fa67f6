/**
 * The arithmetic of an EM pass on blocks of rows, two float64 lanes at a time. Written in AssemblyScript.
 *
 * Densities are computed with a row in each lane, on blocks packed in groups of eight rows; moments with a coordinate in
 * each lane, from the rows as they came. Log-joints and responsibilities of component k stand at `joint + k * row`, one number a
 * row of the block. All addresses and sizes come from the caller, who also keeps the memory; nothing is allocated here.
 */
export { pack } from './block';
export { accumulateDiagonal, logJointDiagonal } from './diagonal';
export { logJointFull } from './full';
export { accumulateNarrow } from './narrow';
export { normalise } from './normalise';
export { accumulateFull, flushFull } from './scatter';
