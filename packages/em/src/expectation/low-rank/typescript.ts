import { multiplyTransposed } from '@bcl/linalg';
import type { LowRankEngine, LowRankInput, LowRankKernel, MomentKernel } from './kernel';

const MOST = 32;

/** The kernels in plain TypeScript: the reference, and what runs where WebAssembly with SIMD does not. */
export const plainLowRank: LowRankEngine = { evaluation, moments };

function evaluation({ components, width, means, factors, unseen, directions }: LowRankInput): LowRankKernel {
  const joint = new Float64Array(components * MOST);
  const d = new Float64Array(MOST * width);
  return {
    most: MOST,
    joint,
    evaluate(data, rows, from, count) {
      factors.forEach(({ rows: rank, whitening, constant, floor }, k) => {
        for (let s = 0; s < count; s++)
          for (let j = 0; j < width; j++) d[s * width + j] = data[rows[from + s] * width + j] - means[k * width + j];
        const own = d.subarray(0, count * width);
        const along = multiplyTransposed(own, directions, count, width, unseen);
        const taken = multiplyTransposed(own, whitening, count, width, rank);
        for (let s = 0; s < count; s++) {
          const rest = squares(own, s, width) - squares(along, s, unseen) - squares(taken, s, rank);
          joint[k * MOST + s] = constant - rest / (2 * floor);
        }
      });
    },
  };
}

const squares = (a: Float64Array, row: number, width: number): number => {
  let sum = 0;
  for (let j = row * width; j < (row + 1) * width; j++) sum += a[j] * a[j];
  return sum;
};

function moments(width: number): MomentKernel {
  return {
    sum(data, rows, from, to, shares, mean, first, second) {
      first.fill(0);
      second.fill(0);
      const d = new Float64Array(width);
      for (let n = from; n < to; n++) {
        const row = rows[n];
        for (let j = 0; j < width; j++) d[j] = data[row * width + j] - mean[j];
        for (let i = 0, at = 0; i < width; i++) {
          const weighted = shares[row] * d[i];
          first[i] += weighted;
          for (let j = 0; j <= i; j++) second[at++] += weighted * d[j];
        }
      }
    },
  };
}
