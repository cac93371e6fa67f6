/**
 * Puts d = x - mean of one row of a panel, and r d, into slot `slot` of a component's strips, and adds r d to `first`.
 *
 * Strips hold four coordinates each: coordinate j of slot s stands at 32 (j / 4) capacity + 32 s + 8 (j mod 4).
 *
 * @param x the row's first number in its panel
 */
export function gather(
  x: usize,
  mean: usize,
  r: f64,
  width: i32,
  plain: usize,
  weighted: usize,
  slot: i32,
  capacity: i32,
  first: usize,
): void {
  const strip = (<usize>capacity) << 5;
  let at = (<usize>slot) << 5;
  for (let j = 0; j < width; j++) {
    const d = load<f64>(x) - load<f64>(mean);
    const value = r * d;
    store<f64>(plain + at, d);
    store<f64>(weighted + at, value);
    store<f64>(first, load<f64>(first) + value);
    x += 32;
    mean += 8;
    first += 8;
    at += (j & 3) === 3 ? strip - 24 : 8;
  }
}

/** second += Σ (r d) dᵀ over the first `count` slots, on and below the diagonal; `rows` numbers a row, a multiple of four. */
export function scatter(plain: usize, weighted: usize, count: i32, capacity: i32, rows: i32, second: usize): void {
  const strip = (<usize>capacity) << 5;
  const length = (<usize>count) << 5;
  const row = (<usize>rows) << 3;
  const strips = rows >> 2;
  for (let i: usize = 0; i < <usize>strips; i++)
    for (let j: usize = 0; j <= i; j++)
      tile(weighted + i * strip, plain + j * strip, length, row, second + (i << 2) * row + (j << 5));
}

function tile(a: usize, b: usize, length: usize, row: usize, out: usize): void {
  let p0 = v128.load(out);
  let p1 = v128.load(out, 16);
  let q0 = v128.load(out + row);
  let q1 = v128.load(out + row, 16);
  let r0 = v128.load(out + 2 * row);
  let r1 = v128.load(out + 2 * row, 16);
  let t0 = v128.load(out + 3 * row);
  let t1 = v128.load(out + 3 * row, 16);
  const end = a + length;
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let f = v128.load64_splat(a);
    p0 = f64x2.add(p0, f64x2.mul(f, b0));
    p1 = f64x2.add(p1, f64x2.mul(f, b1));
    f = v128.load64_splat(a, 8);
    q0 = f64x2.add(q0, f64x2.mul(f, b0));
    q1 = f64x2.add(q1, f64x2.mul(f, b1));
    f = v128.load64_splat(a, 16);
    r0 = f64x2.add(r0, f64x2.mul(f, b0));
    r1 = f64x2.add(r1, f64x2.mul(f, b1));
    f = v128.load64_splat(a, 24);
    t0 = f64x2.add(t0, f64x2.mul(f, b0));
    t1 = f64x2.add(t1, f64x2.mul(f, b1));
    a += 32;
    b += 32;
  }
  v128.store(out, p0);
  v128.store(out, p1, 16);
  v128.store(out + row, q0);
  v128.store(out + row, q1, 16);
  v128.store(out + 2 * row, r0);
  v128.store(out + 2 * row, r1, 16);
  v128.store(out + 3 * row, t0);
  v128.store(out + 3 * row, t1, 16);
}
