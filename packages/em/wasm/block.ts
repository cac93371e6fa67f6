/**
 * Rows, one after the other, in groups of eight with their coordinates side by side: coordinate j of the group's eight rows stands
 * at `to + 64 j`, and a group takes 64 `pitch` bytes.
 *
 * Coordinates from `width` to `pitch` (even) become zero.
 */
export function pack(rows: usize, groups: i32, width: i32, pitch: i32, to: usize): void {
  const step = (<usize>width) << 3;
  const zero = f64x2.splat(0);
  for (let g = 0; g < groups; g++) {
    for (let s = 0; s < 8; s += 2) {
      let from = rows;
      let at = to + ((<usize>s) << 3);
      let j = 0;
      for (; j + 1 < width; j += 2) {
        const upper = v128.load(from);
        const lower = v128.load(from + step);
        v128.store(at, i64x2.shuffle(upper, lower, 0, 2));
        v128.store(at, i64x2.shuffle(upper, lower, 1, 3), 64);
        from += 16;
        at += 128;
      }
      if (j < width) {
        v128.store(at, v128.load64_zero(from));
        store<f64>(at, load<f64>(from + step), 8);
        if (j + 1 < pitch) v128.store(at, zero, 64);
      }
      rows += step << 1;
    }
    to += (<usize>pitch) << 6;
  }
}
