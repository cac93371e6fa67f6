import { madd } from './madd';

/**
 * Adds a packed block of rows with one or two coordinates to the sums of all components: with a row in each lane, since rows
 * this short are not worth collecting.
 *
 * @param x the packed block, of pitch two
 * @param first K x 4, of which two count
 * @param second K squares of 4 x 4, of which the first 2 x 2 count
 */
export function accumulateNarrow(
  x: usize,
  groups: i32,
  components: i32,
  means: usize,
  apart: usize,
  responsibilities: usize,
  row: usize,
  mass: usize,
  first: usize,
  second: usize,
): void {
  const zero = f64x2.splat(0);
  for (let k = 0; k < components; k++) {
    const m = v128.load64_splat(means);
    const n = v128.load64_splat(means, 8);
    let total = zero;
    let a = zero;
    let b = zero;
    let aa = zero;
    let ab = zero;
    let bb = zero;
    let at = x;
    let r = responsibilities;
    for (const end = r + ((<usize>groups) << 6); r < end; at += 64) {
      for (const next = r + 64; r < next; r += 16, at += 16) {
        const w = v128.load(r);
        const d = f64x2.sub(v128.load(at), m);
        const e = f64x2.sub(v128.load(at, 64), n);
        const wd = f64x2.mul(w, d);
        const we = f64x2.mul(w, e);
        total = f64x2.add(total, w);
        a = f64x2.add(a, wd);
        b = f64x2.add(b, we);
        aa = madd(wd, d, aa);
        ab = madd(wd, e, ab);
        bb = madd(we, e, bb);
      }
    }
    add(mass, total);
    add(first, a);
    add(first + 8, b);
    add(second, aa);
    add(second + 32, ab);
    add(second + 40, bb);
    mass += 8;
    first += 32;
    second += 128;
    means += apart;
    responsibilities += row;
  }
}

/** Adds both lanes to a number in memory. */
function add(at: usize, lanes: v128): void {
  store<f64>(at, load<f64>(at) + (f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1)));
}
