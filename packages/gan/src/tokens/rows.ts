import { ABSENT, SOURCE } from './roles';
import type { TokenMap } from './layout';

/** A role that a value may be kept for: see {@link tokenValues}. */
export type Kept = 'source' | 'present';

/**
 * Rows of coordinates as tokens, 0 where a token's role is not kept.
 *
 * @param rows - n × D
 * @param roles - n × T
 * @param kept - `source` keeps x_S, `present` keeps x on S ∪ T
 * @param into - n × T × `width`: value i of token t of row n is written at (n · T + t) · width + i
 * @param width - at least P
 */
export function tokenValues(
  rows: Float32Array,
  roles: Uint8Array,
  kept: Kept,
  map: TokenMap,
  into: Float32Array,
  width: number,
): void {
  const { values, dimension, order, tokens } = map;
  for (let cell = 0; cell < roles.length; cell++) {
    const keep = kept === 'source' ? roles[cell] === SOURCE : roles[cell] !== ABSENT;
    if (!keep) continue;
    const row = Math.floor(cell / tokens);
    const token = cell - row * tokens;
    for (let i = 0; i < values; i++) {
      into[cell * width + i] = rows[row * dimension + order[token * values + i]];
    }
  }
}

/** Writes the role of each token, one of three ones, at `offset` of each cell of `width` values. */
export function roleFeatures(roles: Uint8Array, into: Float32Array, width: number, offset: number): void {
  for (let cell = 0; cell < roles.length; cell++) into[cell * width + offset + roles[cell]] = 1;
}

/**
 * Writes the values of tokens of one role into their coordinates.
 *
 * @param values - n × T × P
 * @param roles - n × T
 * @param rows - n × D: written to; coordinates of tokens of other roles stay
 */
export function putBack(
  values: Float32Array,
  roles: Uint8Array,
  role: number,
  map: TokenMap,
  rows: Float32Array,
): void {
  const { order, tokens, dimension } = map;
  for (let cell = 0; cell < roles.length; cell++) {
    if (roles[cell] !== role) continue;
    const row = Math.floor(cell / tokens);
    const token = cell - row * tokens;
    for (let i = 0; i < map.values; i++) {
      rows[row * dimension + order[token * map.values + i]] = values[cell * map.values + i];
    }
  }
}
