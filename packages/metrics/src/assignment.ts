/** A one-to-one choice of columns for rows. */
export interface Assignment {
  /** For each row the column it got, -1 for rows that go without (more rows than columns). */
  readonly columnOfRow: Int32Array;
  /** The sum of the chosen costs. */
  readonly cost: number;
}

/**
 * The cheapest one-to-one assignment of rows to columns (the linear sum assignment problem), by shortest augmenting
 * paths with dual potentials (Jonker & Volgenant 1987): O(min² max) time. All of the smaller side is assigned.
 *
 * @param cost row-major, `rows` × `columns`, finite; negate it to maximise
 * @param rows the number of rows, at least 1
 * @param columns the number of columns, at least 1
 * @throws RangeError when the shape does not fit the data or a cost is not finite
 * @example
 * ```ts
 * import { assignment } from '@bcl/metrics';
 * const { columnOfRow, cost } = assignment([4, 1, 3, 2, 0, 5, 3, 2, 2], 3, 3);
 * columnOfRow; // => [1, 0, 2]
 * cost; // => 5
 * ```
 */
export function assignment(cost: ArrayLike<number>, rows: number, columns: number): Assignment {
  checkCost(cost, rows, columns);
  const wide = rows <= columns;
  const at = wide ? (i: number, j: number) => cost[i * columns + j] : (i: number, j: number) => cost[j * columns + i];
  const rowOf = shortestPaths(at, Math.min(rows, columns), Math.max(rows, columns));
  const columnOfRow = new Int32Array(rows).fill(-1);
  let total = 0;
  rowOf.forEach((short, long) => {
    if (short < 0) return;
    total += at(short, long);
    if (wide) columnOfRow[short] = long;
    else columnOfRow[long] = short;
  });
  return { columnOfRow, cost: total };
}

/** Assigns each of `n` rows one of `m` >= n columns; for each column its row, -1 where it stays free. */
function shortestPaths(at: (row: number, column: number) => number, n: number, m: number): Int32Array {
  const rowPotential = new Float64Array(n);
  const columnPotential = new Float64Array(m);
  const rowOf = new Int32Array(m).fill(-1);
  for (let start = 0; start < n; start++) {
    const distance = new Float64Array(m).fill(Infinity);
    const before = new Int32Array(m).fill(-1); // the column before this one on its shortest path
    const settled = new Uint8Array(m);
    let row = start;
    let column = -1; // -1 stands for the start itself
    for (;;) {
      let nearest = -1;
      for (let j = 0; j < m; j++) {
        if (settled[j] === 1) continue;
        // Reduced costs of rows on the path are kept current by the potentials below, hence no path length here.
        const reduced = at(row, j) - rowPotential[row] - columnPotential[j];
        if (reduced < distance[j]) {
          distance[j] = reduced;
          before[j] = column;
        }
        if (nearest < 0 || distance[j] < distance[nearest]) nearest = j;
      }
      const step = distance[nearest];
      rowPotential[start] += step;
      for (let j = 0; j < m; j++) {
        if (settled[j] === 1) {
          rowPotential[rowOf[j]] += step;
          columnPotential[j] -= step;
        } else {
          distance[j] -= step;
        }
      }
      settled[nearest] = 1;
      column = nearest;
      if (rowOf[nearest] < 0) break;
      row = rowOf[nearest];
    }
    // Shift the rows along the path, which frees the start's place.
    while (column >= 0) {
      const previous = before[column];
      rowOf[column] = previous < 0 ? start : rowOf[previous];
      column = previous;
    }
  }
  return rowOf;
}

function checkCost(cost: ArrayLike<number>, rows: number, columns: number): void {
  if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 1 || columns < 1) {
    throw new RangeError(`the shape is ${rows} x ${columns}: rows and columns must be whole numbers of at least 1`);
  }
  if (cost.length !== rows * columns) {
    throw new RangeError(`cost has ${cost.length} entries: ${rows} x ${columns} needs ${rows * columns}`);
  }
  for (let i = 0; i < cost.length; i++) {
    if (!Number.isFinite(cost[i])) {
      throw new RangeError(`cost[${i}] is ${cost[i]}: costs must be finite, give forbidden pairs a large cost`);
    }
  }
}
