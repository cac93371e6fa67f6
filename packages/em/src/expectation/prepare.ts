import type { Group } from '../observations/view';
import type { Statistics } from '../statistics/statistics';
import type { Components } from './components';
import { prepareDiagonal, type DiagonalInput } from './diagonal-preparation';
import { prepareFull, type FullInput } from './full-preparation';

/** What a kernel computes from: flat arrays and numbers, which can be handed to another thread. */
export type KernelInput = FullInput | DiagonalInput;

/** Sums over the known cells of a group's rows, about the means in the kernel's input. */
export interface Sums {
  /** K: responsibilities. */
  readonly mass: Float64Array;
  /** K x w: r (x - mean). */
  readonly first: Float64Array;
  /** r (x - mean)(x - mean)ᵀ, K x w x w of which the lower triangles count; for diagonal inputs K x w squares. */
  readonly second: Float64Array;
}

/** A group of rows made ready for one mixture. */
export interface Prepared {
  readonly input: KernelInput;
  /** Adds the group's sums to the statistics, with what the gaps contribute. */
  complete(statistics: Statistics, sums: Sums): void;
}

/**
 * Factorises the covariances of the cells that the rows of a group know, once for all of them.
 *
 * @throws NumericalFailure when such a covariance has no Cholesky factor
 */
export function prepare(model: Components, group: Group): Prepared {
  return model.shape === 'full' ? prepareFull(model, group) : prepareDiagonal(model, group);
}

/** How many numbers the sums of K components over w coordinates are. */
export const sumsLength = (shape: 'full' | 'diagonal', components: number, width: number): number =>
  components * (1 + width + (shape === 'full' ? width * width : width));

/** Sums of no rows. */
export function emptySums({ kind, components, width }: KernelInput): Sums {
  return sumsIn(new Float64Array(sumsLength(kind, components, width)), components, width);
}

/** Sums that lie one after the other in `numbers`, which has the length that `sumsLength` says. */
export function sumsIn(numbers: Float64Array, components: number, width: number): Sums {
  const first = components;
  const second = first + components * width;
  return { mass: numbers.subarray(0, first), first: numbers.subarray(first, second), second: numbers.subarray(second) };
}

/** Adds `more` to `sums`, in place. */
export function addSums(sums: Sums, more: Sums): void {
  for (const name of ['mass', 'first', 'second'] as const) {
    const to = sums[name];
    const from = more[name];
    for (let i = 0; i < to.length; i++) to[i] += from[i];
  }
}
