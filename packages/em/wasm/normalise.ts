import { exponential } from './exponential';

/**
 * Turns the log-joints of a block into responsibilities, in place, and leaves each row's largest log-joint in `tops` and
 * the sum of exp(log-joint - top) in `sums`. Eight rows at a time, which fill a line of the cache.
 *
 * @param used bytes of the block's rows, a multiple of 64
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
  const length = <usize>components * row;
  for (let s: usize = 0; s < used; s += 64) {
    const from = logJoint + s;
    const end = from + length;
    let t0 = v128.load(from);
    let t1 = v128.load(from, 16);
    let t2 = v128.load(from, 32);
    let t3 = v128.load(from, 48);
    for (let at = from + row; at < end; at += row) {
      t0 = f64x2.pmax(t0, v128.load(at));
      t1 = f64x2.pmax(t1, v128.load(at, 16));
      t2 = f64x2.pmax(t2, v128.load(at, 32));
      t3 = f64x2.pmax(t3, v128.load(at, 48));
    }
    v128.store(tops + s, t0);
    v128.store(tops + s, t1, 16);
    v128.store(tops + s, t2, 32);
    v128.store(tops + s, t3, 48);
    for (let lane: usize = 0; lane < 64; lane += 16) {
      const top = v128.load(tops + s + lane);
      let sum = f64x2.splat(0);
      for (let at = from + lane; at < end; at += row) {
        const value = exponential(f64x2.sub(v128.load(at), top), roots);
        v128.store(at, value);
        sum = f64x2.add(sum, value);
      }
      v128.store(sums + s + lane, sum);
    }
    const one = f64x2.splat(1);
    t0 = f64x2.div(one, v128.load(sums + s));
    t1 = f64x2.div(one, v128.load(sums + s, 16));
    t2 = f64x2.div(one, v128.load(sums + s, 32));
    t3 = f64x2.div(one, v128.load(sums + s, 48));
    for (let at = from; at < end; at += row) {
      v128.store(at, f64x2.mul(v128.load(at), t0));
      v128.store(at, f64x2.mul(v128.load(at, 16), t1), 16);
      v128.store(at, f64x2.mul(v128.load(at, 32), t2), 32);
      v128.store(at, f64x2.mul(v128.load(at, 48), t3), 48);
    }
  }
}
