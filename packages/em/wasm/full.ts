/** Rows less a mean, for `width` coordinates of `row` bytes each. */
function centre(x: usize, mean: usize, width: i32, row: usize, out: usize): void {
  for (let j = 0; j < width; j++) {
    const m = v128.load64_splat(mean + ((<usize>j) << 3));
    const from = <usize>j * row;
    for (let s: usize = 0; s < row; s += 16) v128.store(out + from + s, f64x2.sub(v128.load(x + from + s), m));
  }
}

/**
 * out = constant - |W (x - mean)|² / 2 for one component and one block of rows; W is the packed lower triangle.
 *
 * Eight rows by two rows of W at a time, so that sixteen multiplications share six loads.
 *
 * @param row bytes of one coordinate of a block: eight times the number of rows, a multiple of 64
 */
export function logJointFull(
  x: usize,
  mean: usize,
  whitening: usize,
  constant: f64,
  width: i32,
  row: usize,
  difference: usize,
  out: usize,
): void {
  centre(x, mean, width, row, difference);
  const half = f64x2.splat(-0.5);
  const top = f64x2.splat(constant);
  const zero = f64x2.splat(0);
  for (let s: usize = 0; s < row; s += 64) {
    let q0 = zero;
    let q1 = zero;
    let q2 = zero;
    let q3 = zero;
    let upper = whitening;
    let i = 0;
    for (; i + 1 < width; i += 2) {
      const end = upper + ((<usize>(i + 1)) << 3);
      let lower = end;
      let a0 = zero;
      let a1 = zero;
      let a2 = zero;
      let a3 = zero;
      let b0 = zero;
      let b1 = zero;
      let b2 = zero;
      let b3 = zero;
      let p = difference + s;
      while (upper < end) {
        const u = v128.load64_splat(upper);
        const v = v128.load64_splat(lower);
        const d0 = v128.load(p);
        const d1 = v128.load(p, 16);
        const d2 = v128.load(p, 32);
        const d3 = v128.load(p, 48);
        a0 = f64x2.add(a0, f64x2.mul(u, d0));
        b0 = f64x2.add(b0, f64x2.mul(v, d0));
        a1 = f64x2.add(a1, f64x2.mul(u, d1));
        b1 = f64x2.add(b1, f64x2.mul(v, d1));
        a2 = f64x2.add(a2, f64x2.mul(u, d2));
        b2 = f64x2.add(b2, f64x2.mul(v, d2));
        a3 = f64x2.add(a3, f64x2.mul(u, d3));
        b3 = f64x2.add(b3, f64x2.mul(v, d3));
        upper += 8;
        lower += 8;
        p += row;
      }
      const v = v128.load64_splat(lower);
      b0 = f64x2.add(b0, f64x2.mul(v, v128.load(p)));
      b1 = f64x2.add(b1, f64x2.mul(v, v128.load(p, 16)));
      b2 = f64x2.add(b2, f64x2.mul(v, v128.load(p, 32)));
      b3 = f64x2.add(b3, f64x2.mul(v, v128.load(p, 48)));
      upper = lower + 8;
      q0 = f64x2.add(q0, f64x2.add(f64x2.mul(a0, a0), f64x2.mul(b0, b0)));
      q1 = f64x2.add(q1, f64x2.add(f64x2.mul(a1, a1), f64x2.mul(b1, b1)));
      q2 = f64x2.add(q2, f64x2.add(f64x2.mul(a2, a2), f64x2.mul(b2, b2)));
      q3 = f64x2.add(q3, f64x2.add(f64x2.mul(a3, a3), f64x2.mul(b3, b3)));
    }
    if (i < width) {
      let a0 = zero;
      let a1 = zero;
      let a2 = zero;
      let a3 = zero;
      let p = difference + s;
      for (let j = 0; j <= i; j++) {
        const u = v128.load64_splat(upper);
        a0 = f64x2.add(a0, f64x2.mul(u, v128.load(p)));
        a1 = f64x2.add(a1, f64x2.mul(u, v128.load(p, 16)));
        a2 = f64x2.add(a2, f64x2.mul(u, v128.load(p, 32)));
        a3 = f64x2.add(a3, f64x2.mul(u, v128.load(p, 48)));
        upper += 8;
        p += row;
      }
      q0 = f64x2.add(q0, f64x2.mul(a0, a0));
      q1 = f64x2.add(q1, f64x2.mul(a1, a1));
      q2 = f64x2.add(q2, f64x2.mul(a2, a2));
      q3 = f64x2.add(q3, f64x2.mul(a3, a3));
    }
    v128.store(out + s, f64x2.add(top, f64x2.mul(half, q0)));
    v128.store(out + s, f64x2.add(top, f64x2.mul(half, q1)), 16);
    v128.store(out + s, f64x2.add(top, f64x2.mul(half, q2)), 32);
    v128.store(out + s, f64x2.add(top, f64x2.mul(half, q3)), 48);
  }
}

/** Adds both lanes to a number in memory. */
function add(at: usize, lanes: v128): void {
  store<f64>(at, load<f64>(at) + f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1));
}

/** first += sum r (x - mean) and second (lower triangle) += sum r (x - mean)(x - mean)ᵀ for one component and one block. */
export function accumulateFull(
  x: usize,
  mean: usize,
  responsibilities: usize,
  width: i32,
  row: usize,
  difference: usize,
  weighted: usize,
  first: usize,
  second: usize,
): void {
  for (let j = 0; j < width; j++) {
    const m = v128.load64_splat(mean + ((<usize>j) << 3));
    const from = <usize>j * row;
    let sum = f64x2.splat(0);
    for (let s: usize = 0; s < row; s += 16) {
      const d = f64x2.sub(v128.load(x + from + s), m);
      const value = f64x2.mul(v128.load(responsibilities + s), d);
      v128.store(difference + from + s, d);
      v128.store(weighted + from + s, value);
      sum = f64x2.add(sum, value);
    }
    add(first + ((<usize>j) << 3), sum);
  }
  for (let i = 0; i < width; i += 2)
    for (let j = 0; j <= i + 1 && j < width; j += 4) tile(difference, weighted, width, row, i, j, second);
}

/** One tile: rows i, i + 1 by columns j … j + 3. Coordinates past the end repeat the last one and are not stored. */
function tile(d: usize, weighted: usize, width: i32, row: usize, i: i32, j: i32, second: usize): void {
  const last = width - 1;
  const p = weighted + <usize>i * row;
  const q = weighted + <usize>min(i + 1, last) * row;
  const e = d + <usize>j * row;
  const f = d + <usize>min(j + 1, last) * row;
  const g = d + <usize>min(j + 2, last) * row;
  const h = d + <usize>min(j + 3, last) * row;
  const zero = f64x2.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let b3 = zero;
  for (let s: usize = 0; s < row; s += 16) {
    const u = v128.load(p + s);
    const v = v128.load(q + s);
    const d0 = v128.load(e + s);
    const d1 = v128.load(f + s);
    const d2 = v128.load(g + s);
    const d3 = v128.load(h + s);
    a0 = f64x2.add(a0, f64x2.mul(u, d0));
    a1 = f64x2.add(a1, f64x2.mul(u, d1));
    a2 = f64x2.add(a2, f64x2.mul(u, d2));
    a3 = f64x2.add(a3, f64x2.mul(u, d3));
    b0 = f64x2.add(b0, f64x2.mul(v, d0));
    b1 = f64x2.add(b1, f64x2.mul(v, d1));
    b2 = f64x2.add(b2, f64x2.mul(v, d2));
    b3 = f64x2.add(b3, f64x2.mul(v, d3));
  }
  // What falls above the diagonal is never read; `last` keeps a repeated coordinate from being counted twice.
  const upper = second + ((<usize>(i * width + j)) << 3);
  const columns = min(4, width - j);
  add(upper, a0);
  if (columns > 1) add(upper + 8, a1);
  if (columns > 2) add(upper + 16, a2);
  if (columns > 3) add(upper + 24, a3);
  if (i + 1 > last) return;
  const lower = upper + ((<usize>width) << 3);
  add(lower, b0);
  if (columns > 1) add(lower + 8, b1);
  if (columns > 2) add(lower + 16, b2);
  if (columns > 3) add(lower + 24, b3);
}
