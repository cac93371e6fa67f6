import type { FullInput } from '../full-preparation';
import type { Kernel } from '../kernel';
import { blockLengths, blockSize, even, loader } from './block';
import { cut } from './cut';
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
  const square = 16 * panels * panels;
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
    components * square,
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
        first: cut(first.values, [components, 1, width], [1, 4 * panels]),
        second: cut(second.values, [components, width, width], [4 * panels, 4 * panels]),
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
