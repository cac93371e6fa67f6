import { multiplyTransposed } from '@bcl/linalg';
import type { LowRankInput, LowRankKernel } from './kernel';

const MOST = 32;

/** The kernel in plain TypeScript: the reference, and what runs where WebAssembly with SIMD does not. */
export function plainLowRankKernel(input: LowRankInput): LowRankKernel {
  const { components, width, means, factors, unseen, directions } = input;
  const joint = new Float64Array(components * MOST);
  const differences = Array.from({ length: components }, () => new Float64Array(MOST * width));
  let sums = emptySums(components, width);
  return {
    most: MOST,
    joint,
    evaluate(rows, count) {
      factors.forEach(({ rows: rank, whitening, constant, floor }, k) => {
        const d = differences[k];
        for (let s = 0; s < count; s++)
          for (let j = 0; j < width; j++) d[s * width + j] = rows[s * width + j] - means[k * width + j];
        const own = d.subarray(0, count * width);
        const along = multiplyTransposed(own, directions, count, width, unseen);
        const taken = multiplyTransposed(own, whitening, count, width, rank);
        for (let s = 0; s < count; s++) {
          const rest = squares(own, s, width) - squares(along, s, unseen) - squares(taken, s, rank);
          joint[k * MOST + s] = constant - rest / (2 * floor);
        }
      });
    },
    accumulate(count) {
      for (let k = 0; k < components; k++)
        for (let s = 0; s < count; s++) addRow(sums, k, joint[k * MOST + s], differences[k], s * width, width);
    },
    take() {
      const taken = sums;
      sums = emptySums(components, width);
      return taken;
    },
  };
}

const squares = (a: Float64Array, row: number, width: number): number => {
  let sum = 0;
  for (let j = row * width; j < (row + 1) * width; j++) sum += a[j] * a[j];
  return sum;
};

const emptySums = (components: number, width: number) => ({
  mass: new Float64Array(components),
  first: new Float64Array(components * width),
  second: new Float64Array(components * width * width),
});

function addRow(
  { mass, first, second }: ReturnType<typeof emptySums>,
  k: number,
  r: number,
  d: Float64Array,
  from: number,
  width: number,
): void {
  if (r === 0) return;
  mass[k] += r;
  for (let i = 0; i < width; i++) {
    const weighted = r * d[from + i];
    first[k * width + i] += weighted;
    const at = (k * width + i) * width;
    for (let j = 0; j <= i; j++) second[at + j] += weighted * d[from + j];
  }
}
