import { packAcross, packAlong } from './pack';
import { tile } from './tile';

/** The two matrices of a product: what they are and how they lie in memory. */
let rows: i32 = 0;
let depth: i32 = 0;
let columns: i32 = 0;
let transposedA: bool = false;
let transposedB: bool = false;

/** The longest piece of the depth that is packed at once, and how many numbers of b are: half a usual second-level cache. */
const DEPTH: i32 = 512;
const PACKED: i32 = 65536;

/** Where the packed strips of a and b begin in the working memory; what is before them is eight zeros, to begin sums with. */
const STRIP_A: usize = 32;
const STRIP_B: usize = STRIP_A + ((<usize>DEPTH) << 4);

/** How much working memory a product needs, in bytes. */
export const WORK: usize = STRIP_B + ((<usize>PACKED) << 2);

/**
 * out = a · b + bias for `count` pairs of matrices, a of rows × depth and b of depth × columns, each of them possibly stored
 * transposed.
 *
 * @param stepA bytes from one a to the next, 0 to use the same; likewise `stepB`
 * @param bias a number for each column, or 0 for none
 * @param work {@link WORK} bytes of working memory
 */
export function products(
  a: usize,
  b: usize,
  out: usize,
  count: i32,
  stepA: usize,
  stepB: usize,
  rowsOfA: i32,
  depthOfBoth: i32,
  columnsOfB: i32,
  transposeA: bool,
  transposeB: bool,
  bias: usize,
  work: usize,
): void {
  rows = rowsOfA;
  depth = depthOfBoth;
  columns = columnsOfB;
  transposedA = transposeA;
  transposedB = transposeB;
  memory.fill(work, 0, STRIP_A);
  const stepOut = (<usize>rows * columns) << 2;
  for (let i = 0; i < count; i++) {
    product(a, b, out, bias, work);
    a += stepA;
    b += stepB;
    out += stepOut;
  }
}

/** One product, piece of the depth by piece of the depth. */
function product(a: usize, b: usize, out: usize, bias: usize, work: usize): void {
  // Pieces of equal lengths, so that none is short.
  const pieces = max(1, (depth + DEPTH - 1) / DEPTH);
  const length = (depth + pieces - 1) / pieces;
  const strip = max(8, (PACKED / max(1, length)) & ~7);
  for (let piece = 0; piece < pieces; piece++) {
    const from = piece * length;
    const deep = min(length, depth - from);
    const size = (<usize>deep) << 5;
    for (let first = 0; first < columns; first += strip) {
      const last = min(columns, first + strip);
      for (let j = first, at = work + STRIP_B; j < last; j += 8, at += size) {
        pack(b, at, 32, j, columns, from, deep, !transposedB);
        pack(b, at + 16, 32, j + 4, columns, from, deep, !transposedB);
      }
      for (let i = 0; i < rows; i += 4) strips(a, out, bias, work, i, first, last, from, deep);
    }
  }
}

/** Four rows of a, from row `i` on, times a packed strip of b. */
function strips(
  a: usize,
  out: usize,
  bias: usize,
  work: usize,
  i: i32,
  first: i32,
  last: i32,
  from: i32,
  deep: i32,
): void {
  const rowA = (<usize>depth) << 2;
  const rowOut = (<usize>columns) << 2;
  const size = (<usize>deep) << 5;
  const left = transposedA ? work + STRIP_A : a + <usize>i * rowA + ((<usize>from) << 2);
  if (transposedA) pack(a, left, 16, i, rows, from, deep, true);
  for (let j = first, b = work + STRIP_B; j < last; j += 8, b += size) {
    const offset = (<usize>j) << 2;
    const to = out + <usize>i * rowOut + offset;
    // The first piece of the depth begins at the bias, the others at what is there.
    const start = from > 0 ? to : bias === 0 ? work : bias + offset;
    tile(left, rowA, transposedA, b, deep, start, from > 0 ? rowOut : 0, to, rowOut, rows - i, columns - j);
  }
}

/**
 * Packs lanes `lane … lane + 3` of `lanes`, `deep` of the depth from `from` on.
 *
 * @param along whether the matrix is stored depth by depth, so that the lanes stand side by side
 */
function pack(matrix: usize, to: usize, step: usize, lane: i32, lanes: i32, from: i32, deep: i32, along: bool): void {
  const count = lanes - lane;
  // Lanes past the end are computed with and not written: what stood there might be slow to compute with.
  if (along || count <= 0) {
    const row = (<usize>lanes) << 2;
    packAlong(matrix + <usize>from * row + ((<usize>lane) << 2), row, to, step, count, deep);
  } else {
    const row = (<usize>depth) << 2;
    packAcross(matrix + <usize>lane * row + ((<usize>from) << 2), row, to, step, count, deep);
  }
}
