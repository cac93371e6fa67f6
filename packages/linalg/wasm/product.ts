/** Columns of b that are packed together: with 784 rows they fill 200 kB, a tenth of a usual second-level cache. */
const STRIP: i32 = 32;

/** Copies columns `from … from + 3` of b to `panel`, four numbers a row; columns past the end are zero. */
function pack(b: usize, panel: usize, inner: i32, columns: i32, from: i32): void {
  const count = min(4, columns - from);
  const row = (<usize>columns) << 3;
  let source = b + ((<usize>from) << 3);
  for (let k = 0; k < inner; k++) {
    if (count === 4) {
      v128.store(panel, v128.load(source));
      v128.store(panel, v128.load(source, 16), 16);
    } else
      for (let j = 0; j < 4; j++)
        store<f64>(panel + ((<usize>j) << 3), j < count ? load<f64>(source + ((<usize>j) << 3)) : 0);
    source += row;
    panel += 32;
  }
}

/** Writes the first `count` of four numbers. */
function write(at: usize, left: v128, right: v128, count: i32): void {
  if (count === 4) {
    v128.store(at, left);
    v128.store(at, right, 16);
    return;
  }
  store<f64>(at, f64x2.extract_lane(left, 0));
  if (count > 1) store<f64>(at, f64x2.extract_lane(left, 1), 8);
  if (count > 2) store<f64>(at, f64x2.extract_lane(right, 0), 16);
}

/**
 * out (rows × columns) = a (rows × inner) · b (inner × columns). Every entry is summed in the order of `inner`, so that the
 * bits are those of the plain loop.
 *
 * Four rows by four columns at a time: sixteen multiplications share six loads.
 *
 * @param panel 32 × inner numbers of working memory
 */
export function product(a: usize, b: usize, out: usize, panel: usize, rows: i32, inner: i32, columns: i32): void {
  const rowA = (<usize>inner) << 3;
  const rowOut = (<usize>columns) << 3;
  const size = (<usize>inner) << 5;
  for (let first = 0; first < columns; first += STRIP) {
    const last = min(columns, first + STRIP);
    for (let j = first, at = panel; j < last; j += 4, at += size) pack(b, at, inner, columns, j);
    for (let i = 0; i < rows; i += 4)
      for (let j = first, at = panel; j < last; j += 4, at += size)
        tile(
          a + <usize>i * rowA,
          at,
          out + <usize>i * rowOut + ((<usize>j) << 3),
          rowA,
          rowOut,
          min(4, rows - i),
          min(4, columns - j),
        );
  }
}

function tile(a: usize, panel: usize, out: usize, rowA: usize, rowOut: usize, rows: i32, columns: i32): void {
  // Rows past the end repeat the last one and are not written.
  let p = a;
  let q = a + (rows > 1 ? rowA : 0);
  let r = a + (rows > 2 ? 2 * rowA : 0);
  let s = a + (rows > 3 ? 3 * rowA : 0);
  const zero = f64x2.splat(0);
  let p0 = zero;
  let p1 = zero;
  let q0 = zero;
  let q1 = zero;
  let r0 = zero;
  let r1 = zero;
  let s0 = zero;
  let s1 = zero;
  const end = p + rowA;
  while (p < end) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let f = v128.load64_splat(p);
    p0 = f64x2.add(p0, f64x2.mul(f, b0));
    p1 = f64x2.add(p1, f64x2.mul(f, b1));
    f = v128.load64_splat(q);
    q0 = f64x2.add(q0, f64x2.mul(f, b0));
    q1 = f64x2.add(q1, f64x2.mul(f, b1));
    f = v128.load64_splat(r);
    r0 = f64x2.add(r0, f64x2.mul(f, b0));
    r1 = f64x2.add(r1, f64x2.mul(f, b1));
    f = v128.load64_splat(s);
    s0 = f64x2.add(s0, f64x2.mul(f, b0));
    s1 = f64x2.add(s1, f64x2.mul(f, b1));
    p += 8;
    q += 8;
    r += 8;
    s += 8;
    panel += 32;
  }
  write(out, p0, p1, columns);
  if (rows > 1) write(out + rowOut, q0, q1, columns);
  if (rows > 2) write(out + 2 * rowOut, r0, r1, columns);
  if (rows > 3) write(out + 3 * rowOut, s0, s1, columns);
}
