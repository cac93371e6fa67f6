import { multiplyTransposed, type Piece, type WebAssemblyModule } from '@bcl/linalg';
import type { Sums } from '../prepare';
import { NEGLIGIBLE_BELOW, type LowRankInput, type LowRankKernel } from './kernel';

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
  gather(
    x: number,
    mean: number,
    r: number,
    width: number,
    plain: number,
    weighted: number,
    slot: number,
    capacity: number,
    first: number,
  ): void;
  scatter(plain: number, weighted: number, count: number, capacity: number, rows: number, second: number): void;
}

/** Rows in a panel, and panels at a time: a tile of W is read once for all of them while they stay in the second-level cache. */
const PANEL = 4;
const PANELS = 8;
const MOST = PANEL * PANELS;
/** Rows that are gathered before the second moments are touched. */
const CAPACITY = 64;

/** The kernel in WebAssembly. It keeps the module's memory until the next kernel is made. */
export function compiledLowRankKernel(
  { run, allocate }: WebAssemblyModule<LowRankExports>,
  input: LowRankInput,
): LowRankKernel {
  const { components, width, factors } = input;
  const padded = (width + 3) & ~3;
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
    components * padded * CAPACITY,
    components * padded * CAPACITY,
    components * width,
    components * padded * padded,
    ...factors.flatMap(({ whitening, gains, shrink }) => [whitening.length, gains.length, shrink.length]),
  ]);
  const [x, difference, means, centre, q, projected, projectedMeans, best, state, joint] = pieces;
  const [plain, weighted, first, second] = pieces.slice(10, 14);
  for (const { values } of pieces) values.fill(0);
  means.values.set(input.means);
  centre.values.set(averageOf(input.means, components, width));
  q.values.set(input.directions);
  const from = input.means.map((value, flat) => value - centre.values[flat % width]);
  projectedMeans.values.set(multiplyTransposed(from, q.values, components, width, unseen));
  factors.forEach(({ whitening, gains, shrink }, k) =>
    [whitening, gains, shrink].forEach((values, i) => pieces[14 + 3 * k + i].values.set(values)),
  );
  const mass = new Float64Array(components);
  const held = new Int32Array(components);
  const strips = 8 * padded * CAPACITY;
  const flush = (k: number): void => {
    const to = second.at + 8 * k * padded * padded;
    if (held[k] > 0) run.scatter(plain.at + k * strips, weighted.at + k * strips, held[k], CAPACITY, padded, to);
    held[k] = 0;
  };
  // The component that was best for the last rows comes first: the sooner a good one is known, the more of the others are given up.
  const order = Array.from({ length: components }, (_, k) => k);
  return {
    most: MOST,
    joint: joint.values,
    evaluate(rows, count) {
      const panels = Math.ceil(count / PANEL);
      fillPanels(rows, count, width, x);
      run.project(x.at, centre.at, difference.at, q.at, unseen, width, panels, projected.at);
      best.values.fill(-Infinity);
      for (const k of order) {
        const { rows: rank, constant, floor } = factors[k];
        const [w, gains, shrink] = [0, 1, 2].map((i) => pieces[14 + 3 * k + i].at);
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
    accumulate(count) {
      for (let k = 0; k < components; k++)
        for (let s = 0; s < count; s++) {
          const r = joint.values[k * MOST + s];
          if (r === 0) continue;
          mass[k] += r;
          const row = x.at + 32 * width * Math.floor(s / PANEL) + 8 * (s % PANEL);
          const own = 8 * k * width;
          run.gather(row, means.at + own, r, width, plain.at + k * strips, weighted.at + k * strips, held[k]++, CAPACITY, first.at + own); // prettier-ignore
          if (held[k] === CAPACITY) flush(k);
        }
    },
    take() {
      for (let k = 0; k < components; k++) flush(k);
      const taken = {
        mass: mass.slice(),
        first: first.values.slice(),
        second: unpad(second, components, width, padded),
      };
      for (const values of [mass, first.values, second.values]) values.fill(0);
      return taken satisfies Sums;
    },
  };
}

/** Rows (count x width) to panels; places past the last row keep finite numbers that nobody reads. */
function fillPanels(rows: Float64Array, count: number, width: number, { values }: Piece): void {
  for (let s = 0; s < count; s++) {
    const to = Math.floor(s / PANEL) * PANEL * width + (s % PANEL);
    const from = s * width;
    for (let j = 0; j < width; j++) values[to + PANEL * j] = rows[from + j];
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

function unpad({ values }: Piece, components: number, width: number, padded: number): Float64Array {
  if (padded === width) return values.slice();
  const out = new Float64Array(components * width * width);
  for (let k = 0; k < components; k++)
    for (let i = 0; i < width; i++) {
      const from = (k * padded + i) * padded;
      out.set(values.subarray(from, from + width), (k * width + i) * width);
    }
  return out;
}
