import { multiplyTransposed, type WebAssemblyModule } from '@bcl/linalg';
import {
  NEGLIGIBLE_BELOW,
  type LowRankEngine,
  type LowRankInput,
  type LowRankKernel,
  type MomentKernel,
} from './kernel';

/** What the compiled kernel exports; see wasm/low-rank of this package. Addresses are in bytes. */
export interface LowRankExports {
  project(
    x: number,
    centre: number,
    difference: number,
    q: number,
    count: number,
    width: number,
    panels: number,
    out: number,
  ): void;
  logJoint(
    x: number,
    mean: number,
    difference: number,
    w: number,
    rank: number,
    gains: number,
    shrink: number,
    width: number,
    panels: number,
    projected: number,
    projectedMean: number,
    count: number,
    constant: number,
    scale: number,
    best: number,
    slack: number,
    state: number,
    out: number,
  ): void;
  scatter(strips: number, count: number, capacity: number, rows: number, second: number): void;
}

/** Rows in a panel, and panels at a time: a tile of W is read once for all of them while they stay in the second-level cache. */
const PANEL = 4;
const PANELS = 8;
const MOST = PANEL * PANELS;
/** Pieces of memory that do not belong to one component. */
const FIXED = 10;
/** Rows that are gathered before the second moments are touched. */
const CAPACITY = 128;

/** The kernels in WebAssembly. Each keeps the module's memory until the next one is made. */
export const compiledLowRank = (module: WebAssemblyModule<LowRankExports>): LowRankEngine => ({
  evaluation: (input) => evaluation(module, input),
  moments: (width) => moments(module, width),
});

function evaluation({ run, allocate }: WebAssemblyModule<LowRankExports>, input: LowRankInput): LowRankKernel {
  const { components, width, factors } = input;
  const unseen = (input.unseen + 3) & ~3;
  const pieces = allocate([
    width * MOST,
    width * MOST,
    components * width,
    width,
    unseen * width,
    unseen * MOST,
    components * unseen,
    MOST,
    3 * MOST,
    components * MOST,
    ...factors.flatMap(({ whitening, gains, shrink }) => [whitening.length, gains.length, shrink.length]),
  ]);
  const [x, difference, means, centre, q, projected, projectedMeans, best, state, joint] = pieces;
  for (const { values } of pieces) values.fill(0);
  means.values.set(input.means);
  centre.values.set(averageOf(input.means, components, width));
  q.values.set(input.directions);
  const from = input.means.map((value, flat) => value - centre.values[flat % width]);
  projectedMeans.values.set(multiplyTransposed(from, q.values, components, width, unseen));
  factors.forEach(({ whitening, gains, shrink }, k) =>
    [whitening, gains, shrink].forEach((values, i) => pieces[FIXED + 3 * k + i].values.set(values)),
  );
  // The component that was best for the last rows comes first: the sooner a good one is known, the more of the others are given up.
  const order = Array.from({ length: components }, (_, k) => k);
  return {
    most: MOST,
    joint: joint.values,
    evaluate(data, rows, first, count) {
      const panels = Math.ceil(count / PANEL);
      fillPanels(data, rows, first, count, width, x.values);
      run.project(x.at, centre.at, difference.at, q.at, unseen, width, panels, projected.at);
      best.values.fill(-Infinity);
      for (const k of order) {
        const { rows: rank, constant, floor } = factors[k];
        const [w, gains, shrink] = [0, 1, 2].map((i) => pieces[FIXED + 3 * k + i].at);
        run.logJoint(
          x.at,
          means.at + 8 * k * width,
          difference.at,
          w,
          rank,
          gains,
          shrink,
          width,
          panels,
          projected.at,
          projectedMeans.at + 8 * k * unseen,
          unseen,
          constant,
          -0.5 / floor,
          best.at,
          NEGLIGIBLE_BELOW,
          state.at,
          joint.at + 8 * k * MOST,
        );
      }
      moveToFront(order, bestOf(joint.values, count - 1, components));
    },
  };
}

/** Sums of √r d and their outer products: one set of strips stands on both sides of the product. */
function moments({ run, allocate }: WebAssemblyModule<LowRankExports>, width: number): MomentKernel {
  const padded = (width + 3) & ~3;
  const [strips, matrix] = allocate([padded * CAPACITY, padded * padded]);
  strips.values.fill(0);
  const { values } = strips;
  return {
    sum(data, rows, from, to, shares, mean, first, second) {
      first.fill(0);
      matrix.values.fill(0);
      for (let begin = from; begin < to; begin += CAPACITY) {
        const count = Math.min(CAPACITY, to - begin);
        for (let s = 0; s < count; s++) {
          const row = rows[begin + s];
          const r = shares[row];
          const root = Math.sqrt(r);
          const at = row * width;
          // Coordinate j of slot s stands at 4 (j / 4) capacity + 4 s + (j mod 4).
          for (let j = 0, slot = 4 * s; j < width; j++, slot += (j & 3) === 0 ? 4 * CAPACITY - 3 : 1) {
            const d = data[at + j] - mean[j];
            values[slot] = root * d;
            first[j] += r * d;
          }
        }
        run.scatter(strips.at, count, CAPACITY, padded, matrix.at);
      }
      for (let i = 0, at = 0; i < width; at += ++i)
        second.set(matrix.values.subarray(i * padded, i * padded + i + 1), at);
    },
  };
}

/** Rows to panels; places past the last row keep finite numbers that nobody reads. */
function fillPanels(
  data: Float64Array,
  rows: Int32Array,
  first: number,
  count: number,
  width: number,
  panels: Float64Array,
): void {
  for (let s = 0; s < count; s++) {
    const to = Math.floor(s / PANEL) * PANEL * width + (s % PANEL);
    const from = rows[first + s] * width;
    for (let j = 0; j < width; j++) panels[to + PANEL * j] = data[from + j];
  }
}

function averageOf(means: Float64Array, components: number, width: number): Float64Array {
  const average = new Float64Array(width);
  means.forEach((value, flat) => (average[flat % width] += value / components));
  return average;
}

function bestOf(joint: Float64Array, s: number, components: number): number {
  let best = 0;
  for (let k = 1; k < components; k++) if (joint[k * MOST + s] > joint[best * MOST + s]) best = k;
  return best;
}

function moveToFront(order: number[], k: number): void {
  order.splice(order.indexOf(k), 1);
  order.unshift(k);
}
