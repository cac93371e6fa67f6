import { madd } from './madd';

/** Bytes of a whitening that are used on all rows of a block before the next ones are: they stay in the second-level cache. */
const CHUNK: usize = 1 << 18;

/**
 * out[k, s] = constants[k] - |W_k (x_s - mean_k)|² / 2 for the rows of a block.
 *
 * W is in panels of two rows, interleaved: panel p holds the columns 0 … 2p + 1 of the rows 2p and 2p + 1. Eight rows of data
 * by two rows of W at a time, so that eight products share six loads.
 *
 * @param x the packed block
 * @param pitch the width, made even
 * @param apart bytes from one component's mean to the next one's
 * @param difference room for eight rows
 */
export function logJointFull(
  x: usize,
  groups: i32,
  pitch: i32,
  components: i32,
  means: usize,
  apart: usize,
  whitenings: usize,
  constants: usize,
  difference: usize,
  out: usize,
  row: usize,
): void {
  const panels = pitch >> 1;
  const half = f64x2.splat(-0.5);
  const zero = f64x2.splat(0);
  const group = (<usize>pitch) << 6;
  for (let k = 0; k < components; k++) {
    const top = v128.load64_splat(constants + ((<usize>k) << 3));
    for (let first = 0; first < panels;) {
      let last = first;
      let size: usize = 0;
      for (; last < panels && size < CHUNK; last++) size += (<usize>(last + 1)) << 5;
      for (let g = 0; g < groups; g++) {
        const q = out + ((<usize>g) << 6);
        if (first === 0) for (let s: usize = 0; s < 64; s += 16) v128.store(q + s, zero);
        centre(x + <usize>g * group, means, last << 1, difference);
        forms(difference, whitenings, first, last, q);
        if (last === panels)
          for (let s: usize = 0; s < 64; s += 16) v128.store(q + s, madd(half, v128.load(q + s), top));
      }
      whitenings += size;
      first = last;
    }
    means += apart;
    out += row;
  }
}

/** Eight rows less a mean. */
function centre(x: usize, mean: usize, width: i32, to: usize): void {
  const end = x + ((<usize>width) << 6);
  for (; x < end; x += 64, to += 64, mean += 8) {
    const m = v128.load64_splat(mean);
    v128.store(to, f64x2.sub(v128.load(x), m));
    v128.store(to, f64x2.sub(v128.load(x, 16), m), 16);
    v128.store(to, f64x2.sub(v128.load(x, 32), m), 32);
    v128.store(to, f64x2.sub(v128.load(x, 48), m), 48);
  }
}

/** q += squares of the whitened coordinates that the panels from `first` to before `last` give. */
function forms(d: usize, w: usize, first: i32, last: i32, q: usize): void {
  const zero = f64x2.splat(0);
  for (let p = first; p < last; p++) {
    let a0 = zero;
    let a1 = zero;
    let a2 = zero;
    let a3 = zero;
    let b0 = zero;
    let b1 = zero;
    let b2 = zero;
    let b3 = zero;
    const end = d + ((<usize>p) << 7);
    for (let at = d; at < end; at += 128) {
      const u = v128.load64_splat(w);
      const v = v128.load64_splat(w, 8);
      const d0 = v128.load(at);
      const d1 = v128.load(at, 16);
      const d2 = v128.load(at, 32);
      const d3 = v128.load(at, 48);
      a0 = madd(u, d0, a0);
      b0 = madd(v, d0, b0);
      a1 = madd(u, d1, a1);
      b1 = madd(v, d1, b1);
      a2 = madd(u, d2, a2);
      b2 = madd(v, d2, b2);
      a3 = madd(u, d3, a3);
      b3 = madd(v, d3, b3);
      const s = v128.load64_splat(w, 16);
      const t = v128.load64_splat(w, 24);
      const e0 = v128.load(at, 64);
      const e1 = v128.load(at, 80);
      const e2 = v128.load(at, 96);
      const e3 = v128.load(at, 112);
      a0 = madd(s, e0, a0);
      b0 = madd(t, e0, b0);
      a1 = madd(s, e1, a1);
      b1 = madd(t, e1, b1);
      a2 = madd(s, e2, a2);
      b2 = madd(t, e2, b2);
      a3 = madd(s, e3, a3);
      b3 = madd(t, e3, b3);
      w += 32;
    }
    // The diagonal: the upper row ends one column before the lower one.
    const u = v128.load64_splat(w);
    const v = v128.load64_splat(w, 8);
    const t = v128.load64_splat(w, 24);
    const d0 = v128.load(end);
    const d1 = v128.load(end, 16);
    const d2 = v128.load(end, 32);
    const d3 = v128.load(end, 48);
    a0 = madd(u, d0, a0);
    b0 = madd(v, d0, b0);
    a1 = madd(u, d1, a1);
    b1 = madd(v, d1, b1);
    a2 = madd(u, d2, a2);
    b2 = madd(v, d2, b2);
    a3 = madd(u, d3, a3);
    b3 = madd(v, d3, b3);
    b0 = madd(t, v128.load(end, 64), b0);
    b1 = madd(t, v128.load(end, 80), b1);
    b2 = madd(t, v128.load(end, 96), b2);
    b3 = madd(t, v128.load(end, 112), b3);
    w += 32;
    v128.store(q, madd(a0, a0, madd(b0, b0, v128.load(q))));
    v128.store(q, madd(a1, a1, madd(b1, b1, v128.load(q, 16))), 16);
    v128.store(q, madd(a2, a2, madd(b2, b2, v128.load(q, 32))), 32);
    v128.store(q, madd(a3, a3, madd(b3, b3, v128.load(q, 48))), 48);
  }
}
