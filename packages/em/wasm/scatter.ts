import { select, total } from './gather';
import { madd } from './madd';

/**
 * A pair of row and component is left out of the moments when its responsibility is below this share of the component's
 * average so far: all that is left out then is below the rounding of the sums.
 */
export const NEGLIGIBLE: f64 = 1e-18;

/**
 * Adds a block to the sums of all components.
 *
 * Rows that matter to a component are collected, as sqrt(r) (x - mean), in a store of `rank` rows: panels of four coordinates, one
 * after the other, each with its rows side by side. A full store is added to the second moments at once.
 *
 * @param rows the block, row by row
 * @param seen rows so far, with this block's
 * @param panels the width in fours, rounded up
 * @param list room for the block's row numbers
 * @param held K: rows in each store (i32)
 * @param roots K x rank: their sqrt(r)
 * @param stores K x panels x rank x 4
 * @param second K squares of 4 panels x 4 panels, of which the lower triangles count
 */
export function accumulateFull(
  rows: usize,
  count: i32,
  seen: f64,
  width: i32,
  panels: i32,
  components: i32,
  means: usize,
  apart: usize,
  responsibilities: usize,
  row: usize,
  list: usize,
  rank: i32,
  held: usize,
  roots: usize,
  stores: usize,
  mass: usize,
  first: usize,
  second: usize,
): void {
  const step = (<usize>width) << 3;
  const panel = (<usize>rank) << 5;
  const scale = NEGLIGIBLE / seen;
  const size = panel * <usize>panels;
  const moments = (<usize>(panels * panels)) << 7;
  for (let k = 0; k < components; k++) {
    const so = load<f64>(mass) + total(responsibilities, count);
    store<f64>(mass, so);
    const chosen = select(responsibilities, count, so * scale, list);
    let n = load<i32>(held);
    for (let c = 0; c < chosen; c++) {
      const s = <usize>load<i32>(list + ((<usize>c) << 2));
      const root = Math.sqrt(load<f64>(responsibilities + (s << 3)));
      store<f64>(roots + ((<usize>n) << 3), root);
      const w = f64x2.splat(root);
      let to = stores + ((<usize>n) << 5);
      let from = rows + s * step;
      let mean = means;
      for (let p = 0; p < panels; p++) {
        v128.store(to, f64x2.mul(w, f64x2.sub(v128.load(from), v128.load(mean))));
        v128.store(to, f64x2.mul(w, f64x2.sub(v128.load(from, 16), v128.load(mean, 16))), 16);
        to += panel;
        from += 32;
        mean += 32;
      }
      if (++n === rank) {
        flush(stores, panel, roots, rank, panels, first, second);
        n = 0;
      }
    }
    store<i32>(held, n);
    held += 4;
    mass += 8;
    roots += (<usize>rank) << 3;
    stores += size;
    first += (<usize>panels) << 5;
    second += moments;
    means += apart;
    responsibilities += row;
  }
}

/** Adds what the stores hold to the sums. */
export function flushFull(
  components: i32,
  panels: i32,
  rank: i32,
  held: usize,
  roots: usize,
  stores: usize,
  first: usize,
  second: usize,
): void {
  const panel = (<usize>rank) << 5;
  for (let k = 0; k < components; k++) {
    const n = load<i32>(held);
    if (n > 0) flush(stores, panel, roots, n, panels, first, second);
    store<i32>(held, 0);
    held += 4;
    roots += (<usize>rank) << 3;
    stores += panel * <usize>panels;
    first += (<usize>panels) << 5;
    second += (<usize>(panels * panels)) << 7;
  }
}

/** Adds `count` collected rows to one component's first moments and, tile by tile, to its second ones. */
function flush(rows: usize, panel: usize, roots: usize, count: i32, panels: i32, first: usize, second: usize): void {
  const length = (<usize>count) << 5;
  const line = (<usize>panels) << 5;
  let upper = rows;
  for (let i = 0; i < panels; i++, upper += panel) {
    let a = v128.load(first);
    let b = v128.load(first, 16);
    let root = roots;
    for (let at = upper; at < upper + length; at += 32, root += 8) {
      const w = v128.load64_splat(root);
      a = madd(w, v128.load(at), a);
      b = madd(w, v128.load(at, 16), b);
    }
    v128.store(first, a);
    v128.store(first, b, 16);
    first += 32;
    let to = second;
    for (let left = rows; left <= upper; left += panel, to += 32) tile(upper, left, upper + length, to, line);
    second += line << 2;
  }
}

/** Adds the products of four coordinates with four others, summed over rows, to a tile of a matrix whose lines take `line` bytes. */
function tile(p: usize, q: usize, end: usize, second: usize, line: usize): void {
  const third = second + (line << 1);
  let a0 = v128.load(second);
  let a1 = v128.load(second, 16);
  let b0 = v128.load(second + line);
  let b1 = v128.load(second + line, 16);
  let c0 = v128.load(third);
  let c1 = v128.load(third, 16);
  let d0 = v128.load(third + line);
  let d1 = v128.load(third + line, 16);
  for (; p < end; p += 32, q += 32) {
    const x = v128.load(q);
    const y = v128.load(q, 16);
    let u = v128.load64_splat(p);
    a0 = madd(u, x, a0);
    a1 = madd(u, y, a1);
    u = v128.load64_splat(p, 8);
    b0 = madd(u, x, b0);
    b1 = madd(u, y, b1);
    u = v128.load64_splat(p, 16);
    c0 = madd(u, x, c0);
    c1 = madd(u, y, c1);
    u = v128.load64_splat(p, 24);
    d0 = madd(u, x, d0);
    d1 = madd(u, y, d1);
  }
  v128.store(second, a0);
  v128.store(second, a1, 16);
  v128.store(second + line, b0);
  v128.store(second + line, b1, 16);
  v128.store(third, c0);
  v128.store(third, c1, 16);
  v128.store(third + line, d0);
  v128.store(third + line, d1, 16);
}
