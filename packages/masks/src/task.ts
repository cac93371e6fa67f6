import type { Key } from '@bcl/random';
import { complement, indexSet } from './index-set';
import type { IndexSet } from './index-set';

/**
 * Who is given and who is asked: match p(x_target | x_source).
 *
 * `source` may be empty, `target` is not, and the two are disjoint. Coordinates in neither are left out of the matching.
 * Joint = (∅, all), marginal = (∅, T), conditional = (S, T).
 */
export interface Task {
  readonly source: IndexSet;
  readonly target: IndexSet;
}

/**
 * Draws a task over the coordinates 0 … `dimension`−1. Equal keys and dimensions give equal tasks.
 *
 * Every sampler of this package throws a RangeError when the dimension is not an integer ≥ 1 or does not fit the sampler.
 */
export type TaskSampler = (key: Key, dimension: number) => Task;

/**
 * The task that asks for `target` given `source`, checked and sorted.
 *
 * @param source coordinates that are given, in any order; may be empty
 * @param target coordinates that are asked for, in any order; at least one, none of them in `source`
 * @param dimension number of coordinates D; when given, every index must lie in 0 … D−1
 * @throws RangeError when the target is empty, the sets overlap, or an index is repeated or out of range
 * @example
 * ```ts
 * import { task } from '@bcl/masks';
 * task([3, 1], [0], 4); // => { source: [1, 3], target: [0] }
 * ```
 */
export function task(source: Iterable<number>, target: Iterable<number>, dimension?: number): Task {
  const given = indexSet(source, dimension);
  const asked = indexSet(target, dimension);
  if (asked.length === 0) throw new RangeError('the target of a task is empty; ask for at least one coordinate');
  const known = new Set(given);
  const shared = asked.find((index) => known.has(index));
  if (shared !== undefined) {
    throw new RangeError(`index ${shared} is both source and target; a coordinate is given or asked for, not both`);
  }
  return { source: given, target: asked };
}

/** The two roles a set of coordinates can have. */
export type Role = 'source' | 'target';

/** The task in which `chosen` (a non-empty target, or a source that is not everything) has that role, all else the other. */
export function splitTask(chosen: IndexSet, dimension: number, role: Role): Task {
  const others = complement(chosen, dimension);
  return role === 'target' ? { source: others, target: chosen } : { source: chosen, target: others };
}

/** Throws unless `role` is one of the two. */
export function requireRole(role: Role): void {
  if (role !== 'source' && role !== 'target') {
    throw new TypeError(`what is chosen must be the 'source' or the 'target', got '${String(role)}'`);
  }
}
