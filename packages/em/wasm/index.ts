/**
 * The arithmetic of an EM pass on blocks of rows, two float64 lanes at a time; a lane is a row. Written in AssemblyScript.
 *
 * Blocks are coordinate-major: coordinate j of row s stands at `x + j * row + 8 s`, where `row` is eight times the number of
 * rows in a block, a multiple of 64. Components follow each other in the same way in the log-joints. All addresses and
 * sizes come from the caller, who also keeps the memory; nothing is allocated here.
 */
import { exponential } from './exponential';

export { accumulateDiagonal, logJointDiagonal } from './diagonal';
export { accumulateFull, logJointFull } from './full';

/**
 * Turns the log-joints of a block into responsibilities, in place, and leaves each row's largest log-joint in `tops` and
 * the sum of exp(log-joint - top) in `sums`.
 */
export function normalise(logJoint: usize, components: i32, row: usize, tops: usize, sums: usize, roots: usize): void {
  const end = logJoint + <usize>components * row;
  for (let s: usize = 0; s < row; s += 16) {
    let top = v128.load(logJoint + s);
    for (let at = logJoint + row; at < end; at += row) top = f64x2.pmax(top, v128.load(at + s));
    let sum = f64x2.splat(0);
    for (let at = logJoint; at < end; at += row) {
      const value = exponential(f64x2.sub(v128.load(at + s), top), roots);
      v128.store(at + s, value);
      sum = f64x2.add(sum, value);
    }
    v128.store(tops + s, top);
    v128.store(sums + s, sum);
    const inverse = f64x2.div(f64x2.splat(1), sum);
    for (let at = logJoint; at < end; at += row) v128.store(at + s, f64x2.mul(v128.load(at + s), inverse));
  }
}

/** The sum of a block's responsibilities of one component. */
export function mass(responsibilities: usize, row: usize): f64 {
  let sum = f64x2.splat(0);
  for (let s: usize = 0; s < row; s += 16) sum = f64x2.add(sum, v128.load(responsibilities + s));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
