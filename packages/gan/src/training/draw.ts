import type { Ratio, TaskSampler } from '@bcl/masks';
import { repartition } from '@bcl/objectives';
import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import type { TokenMap } from '../tokens/layout';
import { SOURCE, TARGET, tokenRoles } from '../tokens/roles';
import { tokenSampler } from '../tokens/token-tasks';

/**
 * The roles of all tokens of n rows, each row with a task of its own.
 *
 * @param attempts - a row that is given nothing draws another task until it is given something, so often at most in all; 1 takes
 *   what comes
 * @returns n × T
 * @throws RangeError naming the row and the token where a task splits one
 */
export function drawRoles(key: Key, count: number, tasks: TaskSampler, map: TokenMap, attempts = 1): Uint8Array {
  const roles = new Uint8Array(count * map.tokens);
  const overTokens = tokenSampler(tasks, map);
  const draw = (rowKey: Key): Uint8Array =>
    overTokens === undefined
      ? tokenRoles(tasks(rowKey, map.dimension), map)
      : tokenRoles(overTokens(rowKey, map.tokens), singles(map));
  for (let row = 0; row < count; row++) {
    const rowKey = fold(key, row);
    let drawn = draw(rowKey);
    for (let again = 1; again < attempts && !drawn.includes(SOURCE); again++) drawn = draw(fold(rowKey, again));
    roles.set(drawn, row * map.tokens);
  }
  return roles;
}

/** The same tokens, each with one coordinate. */
function singles({ tokens }: TokenMap): TokenMap {
  const order = Int32Array.from({ length: tokens }, (_, token) => token);
  return { tokens, values: 1, dimension: tokens, order, owner: order };
}

/**
 * Other roles for the same tokens: of every row, S ∪ T is parted anew.
 *
 * @param roles - n × T
 * @param ratio - the share of S ∪ T that is the new source
 * @returns n × T
 */
export function drawOtherRoles(key: Key, roles: Uint8Array, tokens: number, ratio: Ratio): Uint8Array {
  const others = roles.slice();
  for (let row = 0; row * tokens < roles.length; row++) {
    const own = roles.subarray(row * tokens, (row + 1) * tokens);
    const present: number[] = [];
    own.forEach((role, token) => {
      if (role === SOURCE || role === TARGET) present.push(token);
    });
    const { source, target } = repartition({ source: [], target: present }, ratio)(fold(key, row));
    for (const token of source) others[row * tokens + token] = SOURCE;
    for (const token of target) others[row * tokens + token] = TARGET;
  }
  return others;
}
