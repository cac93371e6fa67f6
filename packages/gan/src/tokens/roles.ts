import type { IndexSet, Task } from '@bcl/masks';
import type { TokenMap } from './layout';

/** The role of a token in a matching: given, asked for, or left out. */
export const SOURCE = 0;
/** Asked for: see {@link SOURCE}. */
export const TARGET = 1;
/** Left out: see {@link SOURCE}. */
export const ABSENT = 2;
/** Number of roles. */
export const ROLES = 3;

/**
 * The role of every token of a task over coordinates: 0 source, 1 target, 2 absent.
 *
 * @returns T roles
 * @throws RangeError for a task that splits a token, naming it, for an index beyond the dimension or there twice, and for an empty target
 * @example
 * ```ts
 * import { task } from '@bcl/masks';
 * import { tokenRoles, tokensOf } from '@bcl/gan';
 *
 * const map = tokensOf({ kind: 'grid', height: 2, width: 4, channels: 1, patch: 2 });
 * tokenRoles(task([0, 1, 4, 5], [2, 3, 6, 7]), map); // => [0, 1]
 * ```
 */
export function tokenRoles({ source, target }: Task, map: TokenMap): Uint8Array {
  const roles = new Uint8Array(map.tokens).fill(ABSENT);
  if (target.length === 0) throw new RangeError('the target of a task is empty; ask for at least one token');
  mark(roles, source, SOURCE, map);
  mark(roles, target, TARGET, map);
  return roles;
}

/** Gives the tokens of `set` a role. They must be whole, and have none yet. */
function mark(roles: Uint8Array, set: IndexSet, role: number, map: TokenMap): void {
  const counts = new Int32Array(map.tokens);
  const seen = new Uint8Array(map.dimension);
  for (const coordinate of set) {
    if (!(Number.isInteger(coordinate) && coordinate >= 0 && coordinate < map.dimension)) {
      throw new RangeError(`index ${coordinate} of a task is out of range for dimension ${map.dimension}`);
    }
    if (seen[coordinate]++ > 0) throw new RangeError(`index ${coordinate} of a task is there twice`);
    counts[map.owner[coordinate]]++;
  }
  const what = role === SOURCE ? 'source' : 'target';
  counts.forEach((count, token) => {
    if (count === 0) return;
    if (count !== map.values || roles[token] !== ABSENT) {
      throw new RangeError(
        `the task splits token ${token}: ${count} of its ${map.values} coordinates are ${what}; ` +
          'a token has one role, so draw tasks over whole tokens, with tokenTasks(sampler, layout) say',
      );
    }
    roles[token] = role;
  });
}
