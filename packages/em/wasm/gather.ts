/**
 * Writes the places of the responsibilities above `bound` to `list` (four bytes each), without a branch; returns how many.
 */
export function select(responsibilities: usize, count: i32, bound: f64, list: usize): i32 {
  let n = 0;
  for (let s = 0; s < count; s++) {
    store<i32>(list + ((<usize>n) << 2), s);
    n += i32(load<f64>(responsibilities + ((<usize>s) << 3)) > bound);
  }
  return n;
}

/** The sum of `count` numbers; those after them up to a multiple of four must be zero. */
export function total(at: usize, count: i32): f64 {
  let a = f64x2.splat(0);
  let b = a;
  for (const end = at + ((<usize>count) << 3); at < end; at += 32) {
    a = f64x2.add(a, v128.load(at));
    b = f64x2.add(b, v128.load(at, 16));
  }
  a = f64x2.add(a, b);
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}
