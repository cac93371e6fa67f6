import { tf } from '@bcl/backend';
import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import type { GanConfig } from '../network/config';
import { discriminatorFeatures, generatorFeatures } from '../network/parameters';
import type { TokenMap } from '../tokens/layout';
import { ABSENT, ROLES, TARGET } from '../tokens/roles';
import { roleFeatures, tokenValues } from '../tokens/rows';
import { fastNormal } from './noise';

/** Rows of data with a role for each token. */
export interface Rows {
  /** n × D. */
  readonly rows: Float32Array;
  /** n × T. */
  readonly roles: Uint8Array;
}

/** The noise of n rows. */
export interface Noise {
  /** That of single tokens, n × T × `noise.token`. */
  readonly token: Float32Array;
  /** That of all tokens of a row, n × `noise.shared`. */
  readonly shared: Float32Array;
}

/** Draws the noise of n rows. */
export function drawNoise(key: Key, count: number, { noise }: GanConfig, { tokens }: TokenMap): Noise {
  return {
    token: fastNormal(fold(key, 'token'), count * tokens * noise.token),
    shared: fastNormal(fold(key, 'shared'), count * noise.shared),
  };
}

/** Noise of n rows that is 0: the generator's likeliest answer stands for all. */
export function noNoise(count: number, { noise }: GanConfig, { tokens }: TokenMap): Noise {
  return { token: new Float32Array(count * tokens * noise.token), shared: new Float32Array(count * noise.shared) };
}

/** What the generator sees: x_S, roles, noise, that of source and absent tokens being 0. n × T × F. */
export function generatorInput({ rows, roles }: Rows, noise: Noise, config: GanConfig, map: TokenMap): Float32Array {
  const { token: own, shared } = config.noise;
  const { tokens, values } = map;
  const width = generatorFeatures(config);
  const into = new Float32Array(roles.length * width);
  tokenValues(rows, roles, 'source', map, into, width);
  roleFeatures(roles, into, width, values);
  for (let cell = 0; cell < roles.length; cell++) {
    const at = cell * width + values + ROLES;
    if (roles[cell] === TARGET) into.set(noise.token.subarray(cell * own, (cell + 1) * own), at);
    const row = Math.floor(cell / tokens);
    into.set(noise.shared.subarray(row * shared, (row + 1) * shared), at + own);
  }
  return into;
}

/** What the discriminator sees of rows as they are: x on S ∪ T, roles. n × T × (P + 3). */
export function discriminatorInput({ rows, roles }: Rows, config: GanConfig, map: TokenMap): Float32Array {
  const width = discriminatorFeatures(config);
  const into = new Float32Array(roles.length * width);
  tokenValues(rows, roles, 'present', map, into, width);
  roleFeatures(roles, into, width, map.values);
  return into;
}

/** x_S as tokens, 0 elsewhere. n × T × P. */
export function knownValues({ rows, roles }: Rows, map: TokenMap): Float32Array {
  const into = new Float32Array(roles.length * map.values);
  tokenValues(rows, roles, 'source', map, into, map.values);
  return into;
}

/** Roles as three ones. n × T × 3. */
export function oneHotRoles(roles: Uint8Array): Float32Array {
  const into = new Float32Array(roles.length * ROLES);
  roleFeatures(roles, into, ROLES, 0);
  return into;
}

/** 1 for target tokens, 0 for others. n × T × 1. */
export function targetMask(roles: Uint8Array): Float32Array {
  return Float32Array.from(roles, (role) => (role === TARGET ? 1 : 0));
}

/**
 * A number for each value of a token that is not absent, 0 for those of absent tokens and for roles. n × T × (P + `tail`).
 *
 * @param number - the numbers, in order
 */
export function onPresent(
  roles: Uint8Array,
  values: number,
  tail: number,
  number: (at: number) => number,
): Float32Array {
  const width = values + tail;
  const into = new Float32Array(roles.length * width);
  for (let cell = 0; cell < roles.length; cell++) {
    if (roles[cell] === ABSENT) continue;
    for (let i = cell * width; i < cell * width + values; i++) into[i] = number(i);
  }
  return into;
}

/** n × T × F numbers as a tensor. */
export function cells(numbers: Float32Array, tokens: number, width: number): tf.Tensor3D {
  return tf.tensor3d(numbers, [numbers.length / (tokens * width), tokens, width]);
}
