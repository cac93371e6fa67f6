import type { FullInput } from '../full-preparation';
import type { Kernel } from '../kernel';
import { blockLengths, blockSize, even, loader } from './block';
import type { KernelInstance } from './instance';
import { normaliser } from './normalise';

/** Numbers that the stores of all components may take together: half of a usual second-level cache. */
const STORES = 2 ** 17;

/** Kernel for covariances of any shape, in WebAssembly. */
export function fullKernel(instance: KernelInstance, input: FullInput): Kernel {
  const { components, width } = input;
  const stride = blockSize(width);
  const pitch = even(width);
  const panels = Math.max(1, Math.ceil(width / 4));
  const whitening = (pitch * (pitch + 2)) / 2;
  const tiles = 8 * panels * (panels + 1);
  const rank = Math.max(32, Math.min(64, Math.floor(STORES / (components * panels * 4)))) & ~7;
  const [
    rows,
    packed,
    joint,
    scratch,
    means,
    whitenings,
    constants,
    difference,
    list,
    held,
    roots,
    stores,
    mass,
    first,
    second,
  ] = instance.allocate([
    ...blockLengths(width, components, stride),
    components * panels * 4,
    components * whitening,
    components,
    8 * pitch,
    stride,
    components,
    components * rank,
    components * panels * 4 * rank,
    components,
    components * panels * 4,
    components * tiles,
  ]);
  for (let k = 0; k < components; k++) {
    means.values.set(input.means.subarray(k * width, (k + 1) * width), k * panels * 4);
    interleave(input.whitenings, (k * width * (width + 1)) / 2, width, whitenings.values, k * whitening);
  }
  constants.values.set(input.constants);
  const row = 8 * stride;
  const apart = 32 * panels;
  const { run } = instance;
  let seen = 0;
  return {
    stride,
    joint: joint.values,
    load: loader(instance, rows, packed, width),
    evaluate(count) {
      run.logJointFull(
        packed.at,
        (count + 7) >> 3,
        pitch,
        components,
        means.at,
        apart,
        whitenings.at,
        constants.at,
        difference.at,
        joint.at,
        row,
      );
    },
    normalise: normaliser(instance, joint, components, stride, scratch),
    accumulate(count) {
      seen += count;
      if (pitch === 2)
        return run.accumulateNarrow(
          packed.at,
          (count + 7) >> 3,
          components,
          means.at,
          apart,
          joint.at,
          row,
          mass.at,
          first.at,
          second.at,
        );
      run.accumulateFull(
        rows.at,
        count,
        seen,
        width,
        panels,
        components,
        means.at,
        apart,
        joint.at,
        row,
        list.at,
        rank,
        held.at,
        roots.at,
        stores.at,
        mass.at,
        first.at,
        second.at,
      );
    },
    take() {
      run.flushFull(components, panels, rank, held.at, roots.at, stores.at, first.at, second.at);
      const taken = {
        mass: mass.values.slice(),
        first: narrow(first.values, components, width, panels * 4),
        second: triangles(second.values, components, width, panels),
      };
      for (const { values } of [mass, first, second]) values.fill(0);
      seen = 0;
      return taken;
    },
  };
}

/** Packed rows of a lower triangle as panels of two rows, column by column, with zeros above the diagonal and past the end. */
function interleave(from: Float64Array, start: number, width: number, to: Float64Array, at: number): void {
  let p = start;
  for (let i = 0, panel = at; i < width; i++) {
    for (let j = 0, q = panel + (i & 1); j <= i; j++, q += 2) to[q] = from[p++];
    if ((i & 1) === 1) panel += 2 * (i + 1);
  }
}

/** Rows of `pitch` numbers cut to the first `width`. */
export function narrow(values: Float64Array, rows: number, width: number, pitch: number): Float64Array {
  const out = new Float64Array(rows * width);
  for (let k = 0; k < rows; k++) for (let j = 0; j < width; j++) out[k * width + j] = values[k * pitch + j];
  return out;
}

/** Lower triangles in tiles of four by four as matrices, of which the lower triangles count. */
function triangles(tiles: Float64Array, components: number, width: number, panels: number): Float64Array {
  const out = new Float64Array(components * width * width);
  let from = 0;
  for (let k = 0; k < components; k++)
    for (let i = 0; i < 4 * panels; i += 4)
      for (let j = 0; j <= i; j += 4, from += 16)
        for (let a = 0; a < 4 && i + a < width; a++) {
          const to = (k * width + i + a) * width + j;
          for (let b = 0; b < 4 && j + b < width; b++) out[to + b] = tiles[from + 4 * a + b];
        }
  return out;
}
