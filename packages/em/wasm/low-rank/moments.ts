/**
 * second += Σ z zᵀ over the first `count` slots of the strips, on and below the diagonal; `rows` numbers a row, a multiple of four.
 *
 * Strips hold four coordinates each: coordinate j of slot s stands at 32 (j / 4) capacity + 32 s + 8 (j mod 4).
 */
export function scatter(strips: usize, count: i32, capacity: i32, rows: i32, second: usize): void {
  const strip = (<usize>capacity) << 5;
  const length = (<usize>count) << 5;
  const row = (<usize>rows) << 3;
  const last = rows >> 2;
  for (let i: usize = 0; i < <usize>last; i++)
    for (let j: usize = 0; j <= i; j++)
      tile(strips + i * strip, strips + j * strip, length, row, second + (i << 2) * row + (j << 5));
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
