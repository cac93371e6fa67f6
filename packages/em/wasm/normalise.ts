import { exponential } from './exponential';

/**
 * Turns the log-joints of a block into responsibilities, in place, and leaves each row's largest log-joint in `tops` and
 * the sum of exp(log-joint - top) in `sums`.
 *
 * @param used bytes of the block's rows, a multiple of sixteen
 */
export function normalise(
  logJoint: usize,
  components: i32,
  row: usize,
  used: usize,
  tops: usize,
  sums: usize,
  roots: usize,
): void {
  const end = logJoint + <usize>components * row;
  for (let s: usize = 0; s < used; s += 16) {
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
