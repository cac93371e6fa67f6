/**
 * Multiplies y (rows of `width` numbers, an even count) from the left by the transposes of `count` plane rotations, the last
 * one first: rows u and u + 1 become c y_u + s y_v and c y_v - s y_u. A rotation is three numbers: u, c, s.
 */
export function rotateColumns(y: usize, width: i32, rotations: usize, count: i32): void {
  const row = (<usize>width) << 3;
  let at = rotations + 24 * <usize>count;
  while (at > rotations) {
    at -= 24;
    let p = y + <usize>(<i32>load<f64>(at)) * row;
    let q = p + row;
    const c = v128.load64_splat(at, 8);
    const s = v128.load64_splat(at, 16);
    const end = q;
    while (p < end) {
      const a = v128.load(p);
      const b = v128.load(q);
      v128.store(p, f64x2.add(f64x2.mul(c, a), f64x2.mul(s, b)));
      v128.store(q, f64x2.sub(f64x2.mul(c, b), f64x2.mul(s, a)));
      p += 16;
      q += 16;
    }
  }
}
