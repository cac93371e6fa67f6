import { multiplyAdd } from './multiply-add';

/**
 * Four rows by eight columns of a product: 32 multiplications share six loads, and the eight sums stay in registers. Every
 * entry begins at what stands at `start` and is summed in the order of the depth, so that the bits are those of the plain loop.
 *
 * @param a the first row of a, the others `rowA` bytes apart; a `packed` strip of a has no rows (see pack.ts)
 * @param b a packed strip
 * @param start where the first row's begin, the others' `rowStart` bytes apart
 * @param out likewise, `rowOut` bytes apart
 * @param rows how many of the four are written, likewise `columns`
 */
export function tile(
  a: usize,
  rowA: usize,
  packed: bool,
  b: usize,
  depth: i32,
  start: usize,
  rowStart: usize,
  out: usize,
  rowOut: usize,
  rows: i32,
  columns: i32,
): void {
  let p0 = read(start, columns);
  let p1 = read(start + 16, columns - 4);
  start += rowStart;
  let q0 = rows > 1 ? read(start, columns) : p0;
  let q1 = rows > 1 ? read(start + 16, columns - 4) : p1;
  start += rowStart;
  let r0 = rows > 2 ? read(start, columns) : p0;
  let r1 = rows > 2 ? read(start + 16, columns - 4) : p1;
  start += rowStart;
  let s0 = rows > 3 ? read(start, columns) : p0;
  let s1 = rows > 3 ? read(start + 16, columns - 4) : p1;
  let f: v128;
  let b0: v128;
  let b1: v128;
  if (packed) {
    const end = a + ((<usize>depth) << 4);
    while (a < end) {
      b0 = v128.load(b);
      b1 = v128.load(b, 16);
      f = v128.load32_splat(a);
      p0 = multiplyAdd(f, b0, p0);
      p1 = multiplyAdd(f, b1, p1);
      f = v128.load32_splat(a, 4);
      q0 = multiplyAdd(f, b0, q0);
      q1 = multiplyAdd(f, b1, q1);
      f = v128.load32_splat(a, 8);
      r0 = multiplyAdd(f, b0, r0);
      r1 = multiplyAdd(f, b1, r1);
      f = v128.load32_splat(a, 12);
      s0 = multiplyAdd(f, b0, s0);
      s1 = multiplyAdd(f, b1, s1);
      a += 16;
      b += 32;
    }
  } else {
    // Rows past the end repeat the first and are not written.
    let q = a + (rows > 1 ? rowA : 0);
    let r = a + (rows > 2 ? 2 * rowA : 0);
    let s = a + (rows > 3 ? 3 * rowA : 0);
    const end = a + ((<usize>depth) << 2);
    while (a < end) {
      b0 = v128.load(b);
      b1 = v128.load(b, 16);
      f = v128.load32_splat(a);
      p0 = multiplyAdd(f, b0, p0);
      p1 = multiplyAdd(f, b1, p1);
      f = v128.load32_splat(q);
      q0 = multiplyAdd(f, b0, q0);
      q1 = multiplyAdd(f, b1, q1);
      f = v128.load32_splat(r);
      r0 = multiplyAdd(f, b0, r0);
      r1 = multiplyAdd(f, b1, r1);
      f = v128.load32_splat(s);
      s0 = multiplyAdd(f, b0, s0);
      s1 = multiplyAdd(f, b1, s1);
      a += 4;
      q += 4;
      r += 4;
      s += 4;
      b += 32;
    }
  }
  write(out, p0, p1, columns);
  if (rows > 1) write(out + rowOut, q0, q1, columns);
  if (rows > 2) write(out + 2 * rowOut, r0, r1, columns);
  if (rows > 3) write(out + 3 * rowOut, s0, s1, columns);
}

/** Reads the first `count` of four numbers, and nothing behind them: that might lie behind the end of the memory. */
function read(at: usize, count: i32): v128 {
  if (count >= 4) return v128.load(at);
  let four = f32x4.splat(0);
  if (count > 0) four = f32x4.replace_lane(four, 0, load<f32>(at));
  if (count > 1) four = f32x4.replace_lane(four, 1, load<f32>(at, 4));
  if (count > 2) four = f32x4.replace_lane(four, 2, load<f32>(at, 8));
  return four;
}

/** Writes the first `count` of eight numbers. */
function write(at: usize, left: v128, right: v128, count: i32): void {
  if (count >= 8) {
    v128.store(at, left);
    v128.store(at, right, 16);
    return;
  }
  if (count >= 4) {
    v128.store(at, left);
    at += 16;
    left = right;
    count -= 4;
  }
  if (count > 0) store<f32>(at, f32x4.extract_lane(left, 0));
  if (count > 1) store<f32>(at, f32x4.extract_lane(left, 1), 4);
  if (count > 2) store<f32>(at, f32x4.extract_lane(left, 2), 8);
}
