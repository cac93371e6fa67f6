import { expOfNegative, NEGLIGIBLE } from './exponential';
import type { Projected } from './projected';

/** Where the densities of a batch of points are written: n coordinates a point. */
export interface Densities {
  /** log p(y) of each point. */
  readonly log: Float64Array;
  /** ∇_y log p(y), n numbers a point. */
  readonly score: Float64Array;
  /** K (n + 1) numbers that may be written over. */
  readonly scratch: Float64Array;
}

/** Room for the densities of at most `capacity` points. */
export function allocateDensities({ frame, components }: Projected, capacity: number): Densities {
  return {
    log: new Float64Array(capacity),
    score: new Float64Array(capacity * frame.size),
    scratch: new Float64Array(components * (frame.size + 1)),
  };
}

/** log p and its gradient at `count` points, each a row of n coordinates. Over no coordinates at all log p is 0. */
export function evaluateDensities(projected: Projected, points: Float64Array, count: number, out: Densities): void {
  const { size } = projected.frame;
  if (size === 0) out.log.fill(0, 0, count);
  else if (size === 1) onTheLine(projected, points, count, out);
  else if (size === 2) inThePlane(projected, points, count, out);
  else inSpace(projected, points, count, out);
}

/** One coordinate: no whitening, no inner loops. */
function onTheLine(
  { components, means, whitening, constants }: Projected,
  points: Float64Array,
  count: number,
  { log, score, scratch }: Densities,
): void {
  for (let row = 0; row < count; row++) {
    const y = points[row];
    let top = -Infinity;
    for (let k = 0; k < components; k++) {
      const z = (y - means[k]) * whitening[k];
      const value = constants[k] - 0.5 * z * z;
      scratch[k] = value;
      if (value > top) top = value;
    }
    let sum = 0;
    let slope = 0;
    for (let k = 0; k < components; k++) {
      const x = scratch[k] - top;
      if (x > NEGLIGIBLE) {
        const share = expOfNegative(x);
        const precision = whitening[k] * whitening[k];
        sum += share;
        slope += share * precision * (means[k] - y);
      }
    }
    log[row] = top + Math.log(sum);
    score[row] = slope / sum;
  }
}

/** Two coordinates: the same as {@link inSpace}, written out. */
function inThePlane(
  { components, means, whitening, constants }: Projected,
  points: Float64Array,
  count: number,
  { log, score, scratch }: Densities,
): void {
  for (let row = 0; row < count; row++) {
    const y0 = points[2 * row];
    const y1 = points[2 * row + 1];
    let top = -Infinity;
    for (let k = 0; k < components; k++) {
      const w = 4 * k;
      const d0 = y0 - means[2 * k];
      const z0 = whitening[w] * d0;
      const z1 = whitening[w + 2] * d0 + whitening[w + 3] * (y1 - means[2 * k + 1]);
      const value = constants[k] - 0.5 * (z0 * z0 + z1 * z1);
      scratch[k] = value;
      if (value > top) top = value;
    }
    let sum = 0;
    let slope0 = 0;
    let slope1 = 0;
    for (let k = 0; k < components; k++) {
      const x = scratch[k] - top;
      if (x > NEGLIGIBLE) {
        const share = expOfNegative(x);
        const w = 4 * k;
        const d0 = means[2 * k] - y0;
        const z0 = whitening[w] * d0;
        const z1 = share * (whitening[w + 2] * d0 + whitening[w + 3] * (means[2 * k + 1] - y1));
        sum += share;
        slope0 += share * z0 * whitening[w] + z1 * whitening[w + 2];
        slope1 += z1 * whitening[w + 3];
      }
    }
    log[row] = top + Math.log(sum);
    score[2 * row] = slope0 / sum;
    score[2 * row + 1] = slope1 / sum;
  }
}

function inSpace(
  { frame, components, means, whitening, constants }: Projected,
  points: Float64Array,
  count: number,
  { log, score, scratch }: Densities,
): void {
  const n = frame.size;
  for (let row = 0; row < count; row++) {
    const from = row * n;
    let top = -Infinity;
    for (let k = 0; k < components; k++) {
      const z = components + k * n;
      let square = 0;
      for (let i = 0; i < n; i++) {
        const w = (k * n + i) * n;
        let sum = 0;
        for (let j = 0; j <= i; j++) sum += whitening[w + j] * (points[from + j] - means[k * n + j]);
        scratch[z + i] = sum;
        square += sum * sum;
      }
      const value = constants[k] - 0.5 * square;
      scratch[k] = value;
      if (value > top) top = value;
    }
    let sum = 0;
    for (let i = 0; i < n; i++) score[from + i] = 0;
    for (let k = 0; k < components; k++) {
      const x = scratch[k] - top;
      if (x > NEGLIGIBLE) {
        const share = expOfNegative(x);
        sum += share;
        const z = components + k * n;
        for (let i = 0; i < n; i++) {
          const weighted = share * scratch[z + i];
          const w = (k * n + i) * n;
          for (let j = 0; j <= i; j++) score[from + j] -= weighted * whitening[w + j];
        }
      }
    }
    log[row] = top + Math.log(sum);
    for (let i = 0; i < n; i++) score[from + i] /= sum;
  }
}
