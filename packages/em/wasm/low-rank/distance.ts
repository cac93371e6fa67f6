/** Bytes of one coordinate of a panel. */
const LANES: usize = 32;

/** out (count × 4 a panel) = q (count × width) times each panel less `centre`. `count` is a multiple of four. */
export function project(
  x: usize,
  centre: usize,
  difference: usize,
  q: usize,
  count: i32,
  width: i32,
  panels: i32,
  out: usize,
): void {
  const panelBytes = (<usize>width) << 5;
  const tileBytes = (<usize>width) << 5;
  const outBytes = (<usize>count) << 5;
  for (let p = 0; p < panels; p++) {
    const d = difference + <usize>p * panelBytes;
    subtract(x + <usize>p * panelBytes, centre, width, d);
    for (let i: usize = 0; i < <usize>count; i += 4)
      storeTile(q + (i >> 2) * tileBytes, d, width, out + <usize>p * outBytes + (i << 5));
  }
}

/** One panel less a point; returns nothing, as its squares are summed by the caller. */
function subtract(x: usize, mean: usize, width: i32, out: usize): void {
  const end = x + ((<usize>width) << 5);
  while (x < end) {
    const m = v128.load64_splat(mean);
    v128.store(out, f64x2.sub(v128.load(x), m));
    v128.store(out, f64x2.sub(v128.load(x, 16), m), 16);
    x += LANES;
    out += LANES;
    mean += 8;
  }
}

function storeTile(q: usize, d: usize, width: i32, out: usize): void {
  const rowBytes = (<usize>width) << 3;
  for (let i: usize = 0; i < 4; i++) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let e = d;
    const from = q + i * rowBytes;
    for (let at = from; at < from + rowBytes; at += 8) {
      const f = v128.load64_splat(at);
      a = f64x2.add(a, f64x2.mul(f, v128.load(e)));
      b = f64x2.add(b, f64x2.mul(f, v128.load(e, 16)));
      e += LANES;
    }
    v128.store(out + (i << 5), a);
    v128.store(out + (i << 5), b, 16);
  }
}

/**
 * out = constant + scale (|d|² - |Q d|² - |W d|²), d = x - mean, for one component and some panels.
 *
 * The rows of W come in the order of their shrinkage: what is left of |d|² after some of them can lose at most the share
 * `shrink` of the next. That bounds the result from above, and a panel whose four rows all stay `slack` below the best
 * component so far is given up: -∞ is written for it.
 *
 * @param w rank × width, the rank a multiple of four
 * @param gains one number a row of W: what turns (w d)² into the square along the unit vector
 * @param shrink one number for every four rows of W, and a last 0
 * @param projected count × 4 a panel: Q (x - centre)
 * @param projectedMean count numbers: Q (mean - centre)
 * @param best four numbers a panel: the largest log-joint so far, raised here
 * @param state twelve numbers a panel of working memory
 */
export function logJoint(
  x: usize,
  mean: usize,
  difference: usize,
  w: usize,
  rank: i32,
  gains: usize,
  shrink: usize,
  width: i32,
  panels: i32,
  projected: usize,
  projectedMean: usize,
  count: i32,
  constant: f64,
  scale: f64,
  best: usize,
  slack: f64,
  state: usize,
  out: usize,
): void {
  const panelBytes = (<usize>width) << 5;
  const tileBytes = (<usize>width) << 5;
  const minusInfinity = f64x2.splat(-Infinity);
  for (let p: usize = 0; p < <usize>panels; p++) {
    const d = difference + p * panelBytes;
    subtract(x + p * panelBytes, mean, width, d);
    squares(d, width, projected + p * ((<usize>count) << 5), projectedMean, count, state + p * 96);
    v128.store(out + (p << 5), minusInfinity);
    v128.store(out + (p << 5), minusInfinity, 16);
  }
  const tiles = rank >> 2;
  for (let i = 0; i <= tiles; i++) {
    const h = load<f64>(shrink + ((<usize>i) << 3));
    let alive = false;
    for (let p: usize = 0; p < <usize>panels; p++) {
      const own = state + p * 96;
      // A panel that was given up has NaN for a length.
      if (load<f64>(own) !== load<f64>(own)) continue;
      if (hopeless(own, h, constant, scale, best + (p << 5), slack)) {
        store<f64>(own, NaN);
        continue;
      }
      if (i === tiles) finish(own, constant, scale, best + (p << 5), out + (p << 5));
      else {
        tile(w + <usize>i * tileBytes, gains + ((<usize>i) << 5), difference + p * panelBytes, width, own);
        alive = true;
      }
    }
    if (!alive) return;
  }
}

/** Writes |d|² - |Q d|² of a panel, then zeros for the two sums that follow it. */
function squares(d: usize, width: i32, projected: usize, projectedMean: usize, count: i32, state: usize): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  const end = d + ((<usize>width) << 5);
  for (; d < end; d += LANES) {
    const u = v128.load(d);
    const v = v128.load(d, 16);
    a = f64x2.add(a, f64x2.mul(u, u));
    b = f64x2.add(b, f64x2.mul(v, v));
  }
  for (let i = 0; i < count; i++, projected += LANES, projectedMean += 8) {
    const m = v128.load64_splat(projectedMean);
    const u = f64x2.sub(v128.load(projected), m);
    const v = f64x2.sub(v128.load(projected, 16), m);
    a = f64x2.sub(a, f64x2.mul(u, u));
    b = f64x2.sub(b, f64x2.mul(v, v));
  }
  v128.store(state, a);
  v128.store(state, b, 16);
  memory.fill(state + 32, 0, 64);
}

/** Whether no row of a panel can come within `slack` of its best component. */
function hopeless(state: usize, h: f64, constant: f64, scale: f64, best: usize, slack: f64): bool {
  for (let s: usize = 0; s < 32; s += 8) {
    const length = load<f64>(state + s);
    const bound = length - load<f64>(state + s, 32) - h * (length - load<f64>(state + s, 64));
    if (constant + scale * bound >= load<f64>(best + s) - slack) return false;
  }
  return true;
}

function finish(state: usize, constant: f64, scale: f64, best: usize, out: usize): void {
  for (let s: usize = 0; s < 32; s += 8) {
    const value = constant + scale * (load<f64>(state + s) - load<f64>(state + s, 32));
    store<f64>(out + s, value);
    if (value > load<f64>(best + s)) store<f64>(best + s, value);
  }
}

/** Adds the squares of four rows of W times a panel to its sums, as they are and by their gains. */
function tile(w: usize, gains: usize, d: usize, width: i32, state: usize): void {
  const rowBytes = (<usize>width) << 3;
  let p = w;
  let q = w + rowBytes;
  let r = q + rowBytes;
  let t = r + rowBytes;
  const end = q;
  const zero = f64x2.splat(0);
  let p0 = zero;
  let p1 = zero;
  let q0 = zero;
  let q1 = zero;
  let r0 = zero;
  let r1 = zero;
  let t0 = zero;
  let t1 = zero;
  while (p < end) {
    const d0 = v128.load(d);
    const d1 = v128.load(d, 16);
    let f = v128.load64_splat(p);
    p0 = f64x2.add(p0, f64x2.mul(f, d0));
    p1 = f64x2.add(p1, f64x2.mul(f, d1));
    f = v128.load64_splat(q);
    q0 = f64x2.add(q0, f64x2.mul(f, d0));
    q1 = f64x2.add(q1, f64x2.mul(f, d1));
    f = v128.load64_splat(r);
    r0 = f64x2.add(r0, f64x2.mul(f, d0));
    r1 = f64x2.add(r1, f64x2.mul(f, d1));
    f = v128.load64_splat(t);
    t0 = f64x2.add(t0, f64x2.mul(f, d0));
    t1 = f64x2.add(t1, f64x2.mul(f, d1));
    p += 8;
    q += 8;
    r += 8;
    t += 8;
    d += LANES;
  }
  add(state, p0, p1, gains);
  add(state, q0, q1, gains + 8);
  add(state, r0, r1, gains + 16);
  add(state, t0, t1, gains + 24);
}

function add(state: usize, left: v128, right: v128, gain: usize): void {
  const a = f64x2.mul(left, left);
  const b = f64x2.mul(right, right);
  const g = v128.load64_splat(gain);
  v128.store(state, f64x2.add(v128.load(state, 32), a), 32);
  v128.store(state, f64x2.add(v128.load(state, 48), b), 48);
  v128.store(state, f64x2.add(v128.load(state, 64), f64x2.mul(g, a)), 64);
  v128.store(state, f64x2.add(v128.load(state, 80), f64x2.mul(g, b)), 80);
}
