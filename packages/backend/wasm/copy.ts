/**
 * Copies 4-byte numbers in any order that steps along axes. Two axes make a block: `columns`, the last one of the output, whose numbers stand
 * side by side there, and `rows`. The other axes are outer loops. All steps are in bytes.
 *
 * @param axes how many outer axes there are; for each of them, one after the other, `plan` holds four whole numbers: its size, its
 *   step in the input, its step in the output, and a zero to count in, which is a zero again afterwards
 * @param rowFrom from a row to the next in the input; `rowTo` in the output
 * @param columnFrom from a column to the next in the input
 */
export function copy(
  from: usize,
  to: usize,
  axes: i32,
  plan: usize,
  rows: i32,
  columns: i32,
  rowFrom: usize,
  rowTo: usize,
  columnFrom: usize,
): void {
  const last = plan + ((<usize>axes) << 4);
  for (;;) {
    if (columnFrom === 4) copyRows(from, to, rows, columns, rowFrom, rowTo);
    else if (rowFrom === 4) turn(from, to, rows, columns, rowTo, columnFrom);
    else gather(from, to, rows, columns, rowFrom, rowTo, columnFrom);
    // One further, as an odometer counts.
    let axis = last;
    for (;;) {
      if (axis === plan) return;
      axis -= 16;
      const size = load<i32>(axis);
      const stepFrom = load<usize>(axis, 4);
      const stepTo = load<usize>(axis, 8);
      const at = load<i32>(axis, 12) + 1;
      if (at < size) {
        store<i32>(axis, at, 12);
        from += stepFrom;
        to += stepTo;
        break;
      }
      store<i32>(axis, 0, 12);
      from -= <usize>(size - 1) * stepFrom;
      to -= <usize>(size - 1) * stepTo;
    }
  }
}

function copyRows(from: usize, to: usize, rows: i32, columns: i32, rowFrom: usize, rowTo: usize): void {
  for (let i = 0; i < rows; i++) {
    let source = from;
    let target = to;
    let j = 0;
    for (; j + 3 < columns; j += 4) {
      v128.store(target, v128.load(source));
      source += 16;
      target += 16;
    }
    for (; j < columns; j++) {
      store<u32>(target, load<u32>(source));
      source += 4;
      target += 4;
    }
    from += rowFrom;
    to += rowTo;
  }
}

/** A matrix whose rows stand side by side in the input: squares of four by four are turned in registers. */
function turn(from: usize, to: usize, rows: i32, columns: i32, rowTo: usize, columnFrom: usize): void {
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    let source = from;
    let target = to;
    let j = 0;
    for (; j + 3 < columns; j += 4) {
      const p = v128.load(source);
      const q = v128.load(source + columnFrom);
      const r = v128.load(source + 2 * columnFrom);
      const s = v128.load(source + 3 * columnFrom);
      const low = v128.shuffle<f32>(p, q, 0, 4, 1, 5);
      const high = v128.shuffle<f32>(p, q, 2, 6, 3, 7);
      const lower = v128.shuffle<f32>(r, s, 0, 4, 1, 5);
      const higher = v128.shuffle<f32>(r, s, 2, 6, 3, 7);
      v128.store(target, v128.shuffle<f32>(low, lower, 0, 1, 4, 5));
      v128.store(target + rowTo, v128.shuffle<f32>(low, lower, 2, 3, 6, 7));
      v128.store(target + 2 * rowTo, v128.shuffle<f32>(high, higher, 0, 1, 4, 5));
      v128.store(target + 3 * rowTo, v128.shuffle<f32>(high, higher, 2, 3, 6, 7));
      source += 4 * columnFrom;
      target += 16;
    }
    if (j < columns) gather(source, target, 4, columns - j, 4, rowTo, columnFrom);
    from += 16;
    to += 4 * rowTo;
  }
  if (i < rows) gather(from, to, rows - i, columns, 4, rowTo, columnFrom);
}

function gather(
  from: usize,
  to: usize,
  rows: i32,
  columns: i32,
  rowFrom: usize,
  rowTo: usize,
  columnFrom: usize,
): void {
  for (let i = 0; i < rows; i++) {
    let source = from;
    let target = to;
    for (let j = 0; j < columns; j++) {
      store<u32>(target, load<u32>(source));
      source += columnFrom;
      target += 4;
    }
    from += rowFrom;
    to += rowTo;
  }
}
