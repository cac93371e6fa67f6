/** out = constant - sum_j precision_j (x_j - mean_j)² / 2 for one component and one block of rows. */
export function logJointDiagonal(
  x: usize,
  mean: usize,
  precision: usize,
  constant: f64,
  width: i32,
  row: usize,
  out: usize,
): void {
  const half = f64x2.splat(-0.5);
  const top = f64x2.splat(constant);
  for (let s: usize = 0; s < row; s += 32) {
    let q0 = f64x2.splat(0);
    let q1 = f64x2.splat(0);
    let p = x + s;
    for (let j: usize = 0; j < (<usize>width) << 3; j += 8, p += row) {
      const m = v128.load64_splat(mean + j);
      const w = v128.load64_splat(precision + j);
      const d0 = f64x2.sub(v128.load(p), m);
      const d1 = f64x2.sub(v128.load(p, 16), m);
      q0 = f64x2.add(q0, f64x2.mul(f64x2.mul(d0, d0), w));
      q1 = f64x2.add(q1, f64x2.mul(f64x2.mul(d1, d1), w));
    }
    v128.store(out + s, f64x2.add(top, f64x2.mul(half, q0)));
    v128.store(out + s, f64x2.add(top, f64x2.mul(half, q1)), 16);
  }
}

/** first += sum r (x - mean), second += sum r (x - mean)², for one component and one block. */
export function accumulateDiagonal(
  x: usize,
  mean: usize,
  responsibilities: usize,
  width: i32,
  row: usize,
  first: usize,
  second: usize,
): void {
  for (let j: usize = 0; j < (<usize>width) << 3; j += 8, x += row) {
    const m = v128.load64_splat(mean + j);
    let sum = f64x2.splat(0);
    let squares = f64x2.splat(0);
    for (let s: usize = 0; s < row; s += 16) {
      const d = f64x2.sub(v128.load(x + s), m);
      const weighted = f64x2.mul(v128.load(responsibilities + s), d);
      sum = f64x2.add(sum, weighted);
      squares = f64x2.add(squares, f64x2.mul(weighted, d));
    }
    store<f64>(first + j, load<f64>(first + j) + f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
    store<f64>(second + j, load<f64>(second + j) + f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1));
  }
}
