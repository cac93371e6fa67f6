import { select, total } from './gather';
import { madd } from './madd';
import { NEGLIGIBLE } from './scatter';

/** out[k, s] = constants[k] - sum_j precisions[k, j] (x_sj - mean_kj)² / 2 for the rows of a packed block. */
export function logJointDiagonal(
  x: usize,
  groups: i32,
  width: i32,
  pitch: i32,
  components: i32,
  means: usize,
  precisions: usize,
  constants: usize,
  out: usize,
  row: usize,
): void {
  const half = f64x2.splat(-0.5);
  const group = (<usize>pitch) << 6;
  const length = (<usize>width) << 3;
  for (let k = 0; k < components; k++) {
    const top = v128.load64_splat(constants + ((<usize>k) << 3));
    for (let g = 0; g < groups; g++) {
      let q0 = f64x2.splat(0);
      let q1 = f64x2.splat(0);
      let q2 = f64x2.splat(0);
      let q3 = f64x2.splat(0);
      let at = x + <usize>g * group;
      for (let j: usize = 0; j < length; j += 8, at += 64) {
        const m = v128.load64_splat(means + j);
        const w = v128.load64_splat(precisions + j);
        const d0 = f64x2.sub(v128.load(at), m);
        const d1 = f64x2.sub(v128.load(at, 16), m);
        const d2 = f64x2.sub(v128.load(at, 32), m);
        const d3 = f64x2.sub(v128.load(at, 48), m);
        q0 = madd(f64x2.mul(d0, d0), w, q0);
        q1 = madd(f64x2.mul(d1, d1), w, q1);
        q2 = madd(f64x2.mul(d2, d2), w, q2);
        q3 = madd(f64x2.mul(d3, d3), w, q3);
      }
      const q = out + ((<usize>g) << 6);
      v128.store(q, madd(half, q0, top));
      v128.store(q, madd(half, q1, top), 16);
      v128.store(q, madd(half, q2, top), 32);
      v128.store(q, madd(half, q3, top), 48);
    }
    means += (<usize>pitch) << 3;
    precisions += (<usize>pitch) << 3;
    out += row;
  }
}

/** Adds a block to the sums of all components, row by row of those that matter; see `accumulateFull` for the arguments. */
export function accumulateDiagonal(
  rows: usize,
  count: i32,
  seen: f64,
  width: i32,
  pitch: i32,
  components: i32,
  means: usize,
  responsibilities: usize,
  row: usize,
  list: usize,
  mass: usize,
  first: usize,
  second: usize,
): void {
  const step = (<usize>width) << 3;
  const length = (<usize>pitch) << 3;
  const scale = NEGLIGIBLE / seen;
  for (let k = 0; k < components; k++) {
    const so = load<f64>(mass) + total(responsibilities, count);
    store<f64>(mass, so);
    const end = list + ((<usize>select(responsibilities, count, so * scale, list)) << 2);
    for (let j: usize = 0; j < length; j += 16) {
      const m = v128.load(means + j);
      let sum = v128.load(first + j);
      let squares = v128.load(second + j);
      for (let at = list; at < end; at += 4) {
        const s = <usize>load<i32>(at);
        const d = f64x2.sub(v128.load(rows + s * step + j), m);
        const weighted = f64x2.mul(v128.load64_splat(responsibilities + (s << 3)), d);
        sum = f64x2.add(sum, weighted);
        squares = madd(weighted, d, squares);
      }
      v128.store(first + j, sum);
      v128.store(second + j, squares);
    }
    means += length;
    first += length;
    second += length;
    mass += 8;
    responsibilities += row;
  }
}
