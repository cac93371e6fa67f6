/**
 * Packing: a product reads its two matrices in strips (four rows of a, eight columns of b), one strip after the other, depth by
 * depth. A strip is made of bands of four lanes; band i of depth k stands at `to + k * step + 16 * i`.
 */

/** A band whose four lanes stand side by side: row k of it begins at `from + k * row`. Lanes past `count` are zero. */
export function packAlong(from: usize, row: usize, to: usize, step: usize, count: i32, depth: i32): void {
  if (count >= 4) {
    for (let k = 0; k < depth; k++) {
      v128.store(to, v128.load(from));
      from += row;
      to += step;
    }
    return;
  }
  for (let k = 0; k < depth; k++) {
    v128.store(to, f32x4.splat(0));
    for (let j = 0; j < count; j++) store<f32>(to + ((<usize>j) << 2), load<f32>(from + ((<usize>j) << 2)));
    from += row;
    to += step;
  }
}

/** A band whose lanes are rows: lane i of depth k stands at `from + i * row + 4 * k`. Lanes past `count` repeat the first. */
export function packAcross(from: usize, row: usize, to: usize, step: usize, count: i32, depth: i32): void {
  let p = from;
  let q = from + (count > 1 ? row : 0);
  let r = from + (count > 2 ? 2 * row : 0);
  let s = from + (count > 3 ? 3 * row : 0);
  let k = 0;
  for (; k + 3 < depth; k += 4) {
    const p0 = v128.load(p);
    const q0 = v128.load(q);
    const r0 = v128.load(r);
    const s0 = v128.load(s);
    const low = v128.shuffle<f32>(p0, q0, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(p0, q0, 2, 6, 3, 7);
    const lower = v128.shuffle<f32>(r0, s0, 0, 4, 1, 5);
    const higher = v128.shuffle<f32>(r0, s0, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(low, lower, 0, 1, 4, 5));
    v128.store(to + step, v128.shuffle<f32>(low, lower, 2, 3, 6, 7));
    v128.store(to + 2 * step, v128.shuffle<f32>(high, higher, 0, 1, 4, 5));
    v128.store(to + 3 * step, v128.shuffle<f32>(high, higher, 2, 3, 6, 7));
    p += 16;
    q += 16;
    r += 16;
    s += 16;
    to += 4 * step;
  }
  for (; k < depth; k++) {
    store<f32>(to, load<f32>(p));
    store<f32>(to, load<f32>(q), 4);
    store<f32>(to, load<f32>(r), 8);
    store<f32>(to, load<f32>(s), 12);
    p += 4;
    q += 4;
    r += 4;
    s += 4;
    to += step;
  }
}
