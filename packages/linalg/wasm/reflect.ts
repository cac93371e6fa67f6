/** The sum of both lanes. */
function total(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}

/** The inner product of two runs of `length` numbers. */
function dot(a: usize, b: usize, length: i32): f64 {
  let s = f64x2.splat(0);
  let t = f64x2.splat(0);
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s = f64x2.add(s, f64x2.mul(v128.load(a), v128.load(b)));
    t = f64x2.add(t, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
    a += 32;
    b += 32;
  }
  let sum = total(f64x2.add(s, t));
  for (; k < length; k++, a += 8, b += 8) sum += load<f64>(a) * load<f64>(b);
  return sum;
}

/** Adds `factor` times x to y. */
function addMultiple(y: usize, factor: f64, x: usize, length: i32): void {
  const f = f64x2.splat(factor);
  let k = 0;
  for (; k + 3 < length; k += 4) {
    v128.store(y, f64x2.add(v128.load(y), f64x2.mul(f, v128.load(x))));
    v128.store(y, f64x2.add(v128.load(y, 16), f64x2.mul(f, v128.load(x, 16))), 16);
    x += 32;
    y += 32;
  }
  for (; k < length; k++, x += 8, y += 8) store<f64>(y, load<f64>(y) + factor * load<f64>(x));
}

/** Applies I - tau v vᵀ to `count` runs of `length` numbers, which begin `row` bytes apart. */
export function reflectRows(v: usize, tau: f64, x: usize, row: usize, count: i32, length: i32): void {
  for (let r = 0; r < count; r++, x += row) addMultiple(x, -tau * dot(v, x, length), v, length);
}

/** Row r of a symmetric matrix (lower triangle) less v_r w + w_r v, up to its diagonal. */
export function updateRow(a: usize, n: i32, r: i32, v: usize, w: usize): void {
  const at = (<usize>r) << 3;
  update(a + <usize>r * ((<usize>n) << 3), load<f64>(v + at), load<f64>(w + at), v, w, r + 1);
}

/**
 * The leading i × i block B of an n × n matrix (lower triangle) becomes B - v₀ w₀ᵀ - w₀ v₀ᵀ, and for the reflector v in row i
 * w = τ B v - ½ τ² (vᵀ B v) v is what H B H = B - v wᵀ - w vᵀ needs. So B is read once a reflector, which takes most of the time.
 *
 * @param w i numbers, written
 */
export function updateAndMultiply(a: usize, n: i32, i: i32, tau: f64, v0: usize, w0: usize, w: usize): void {
  const row = (<usize>n) << 3;
  const v = a + <usize>i * row;
  memory.fill(w, 0, (<usize>i) << 3);
  let r = 0;
  for (; r + 1 < i; r += 2) twoRows(a + <usize>r * row, row, v0, w0, v, w, r);
  if (r < i) {
    const start = a + <usize>r * row;
    updateRow(a, n, r, v0, w0);
    const vr = load<f64>(v + ((<usize>r) << 3));
    const sum = dot(start, v, r + 1);
    addMultiple(w, vr, start, r);
    const at = w + ((<usize>r) << 3);
    store<f64>(at, load<f64>(at) + sum);
  }
  const half = 0.5 * tau * tau * dot(v, w, i);
  for (let k: usize = 0; k < (<usize>i) << 3; k += 8)
    store<f64>(w + k, tau * load<f64>(w + k) - half * load<f64>(v + k));
}

/** Updates rows r and r + 1 of the symmetric block and adds what they give to B v: entries left of the diagonal count twice. */
function twoRows(start: usize, row: usize, v0: usize, w0: usize, v: usize, w: usize, r: i32): void {
  const at = (<usize>r) << 3;
  const va = v128.load64_splat(v0 + at);
  const wa = v128.load64_splat(w0 + at);
  const vb = v128.load64_splat(v0 + at, 8);
  const wb = v128.load64_splat(w0 + at, 8);
  const x0 = load<f64>(v + at);
  const x1 = load<f64>(v + at, 8);
  const f0 = f64x2.splat(x0);
  const f1 = f64x2.splat(x1);
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let p = start;
  let q = start + row;
  let x = v;
  let y = w;
  // r is even, so no number is left over.
  const end = p + at;
  while (p < end) {
    const v1 = v128.load(v0);
    const w1 = v128.load(w0);
    const a0 = f64x2.sub(v128.load(p), f64x2.add(f64x2.mul(va, w1), f64x2.mul(wa, v1)));
    const a1 = f64x2.sub(v128.load(q), f64x2.add(f64x2.mul(vb, w1), f64x2.mul(wb, v1)));
    const b = v128.load(x);
    v128.store(p, a0);
    v128.store(q, a1);
    s0 = f64x2.add(s0, f64x2.mul(a0, b));
    s1 = f64x2.add(s1, f64x2.mul(a1, b));
    v128.store(y, f64x2.add(v128.load(y), f64x2.add(f64x2.mul(a0, f0), f64x2.mul(a1, f1))));
    p += 16;
    q += 16;
    x += 16;
    y += 16;
    v0 += 16;
    w0 += 16;
  }
  const v2 = v128.load(v0);
  const w2 = v128.load(w0);
  const last = f64x2.sub(v128.load(q), f64x2.add(f64x2.mul(vb, w2), f64x2.mul(wb, v2)));
  v128.store(q, last);
  const diagonal =
    load<f64>(p) -
    (f64x2.extract_lane(va, 0) * f64x2.extract_lane(w2, 0) + f64x2.extract_lane(wa, 0) * f64x2.extract_lane(v2, 0));
  store<f64>(p, diagonal);
  const cross = f64x2.extract_lane(last, 0);
  store<f64>(y, load<f64>(y) + total(s0) + diagonal * x0 + cross * x1);
  store<f64>(y, load<f64>(y, 8) + total(s1) + cross * x0 + f64x2.extract_lane(last, 1) * x1, 8);
}

/** x -= vr w + wr v. */
function update(x: usize, vr: f64, wr: f64, v: usize, w: usize, length: i32): void {
  const f = f64x2.splat(vr);
  const g = f64x2.splat(wr);
  let k = 0;
  for (; k + 1 < length; k += 2) {
    const change = f64x2.add(f64x2.mul(f, v128.load(w)), f64x2.mul(g, v128.load(v)));
    v128.store(x, f64x2.sub(v128.load(x), change));
    x += 16;
    v += 16;
    w += 16;
  }
  if (k < length) store<f64>(x, load<f64>(x) - (vr * load<f64>(w) + wr * load<f64>(v)));
}
