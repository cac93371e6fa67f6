import { fold, integers, permutation } from '@bcl/random';
import { allOf, indexSet, requireDimension } from './index-set';
import type { TaskSampler } from './task';

/** Options of {@link causal}. */
export interface CausalOptions {
  /**
   * In which order coordinates become known: as numbered ('given', the default), in an order drawn for every task ('random'),
   * or in one fixed order that names each coordinate once.
   */
  readonly order?: 'given' | 'random' | readonly number[];
  /** What is asked for: the coordinate that comes 'next' (the default), or all the 'rest'. */
  readonly target?: 'next' | 'rest';
}

/**
 * Prediction along an order: a position is drawn uniformly from 0 … D−1, the coordinates before it are given, and the one
 * there (or all from there on) is asked for. Position 0 gives nothing.
 *
 * With the given order and the next coordinate this is left-to-right language modelling; with random orders it is
 * order-agnostic autoregression.
 *
 * @throws RangeError when a fixed order is not a permutation of 0 … n−1, or, when drawing, n is not the dimension; TypeError
 *   for another order or target
 * @example
 * ```ts
 * import { causal } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * const { source, target } = causal()(key(3), 6);
 * source.length === target[0]; // => true
 * causal({ target: 'rest' })(key(3), 6).target.length === 6 - source.length; // => true
 * ```
 */
export function causal({ order = 'given', target = 'next' }: CausalOptions = {}): TaskSampler {
  if (typeof order === 'string') {
    if (order !== 'given' && order !== 'random')
      throw new TypeError(`an order is 'given', 'random' or a list, got '${String(order)}'`);
  } else {
    indexSet(order, order.length);
  }
  if (target !== 'next' && target !== 'rest')
    throw new TypeError(`a causal target is 'next' or 'rest', got '${String(target)}'`);
  const fixed = typeof order === 'string' ? undefined : [...order];
  return (key, dimension) => {
    requireDimension(dimension);
    if (fixed && fixed.length !== dimension) {
      throw new RangeError(`the causal order names ${fixed.length} coordinates, but the dimension is ${dimension}`);
    }
    const sequence =
      fixed ?? (order === 'random' ? Array.from(permutation(fold(key, 'order'), dimension)) : allOf(dimension));
    const position = integers(fold(key, 'position'), 1, dimension)[0];
    const end = target === 'next' ? position + 1 : dimension;
    return { source: indexSet(sequence.slice(0, position)), target: indexSet(sequence.slice(position, end)) };
  };
}
