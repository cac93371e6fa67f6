import { tf } from '@bcl/backend';
import { complement } from '@bcl/masks';
import type { IndexSet } from '@bcl/masks';
import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import { generatorForward } from '../network/generator';
import { generatorFeatures } from '../network/parameters';
import { TARGET, tokenRoles } from '../tokens/roles';
import { putBack } from '../tokens/rows';
import { cells, drawNoise, generatorInput } from '../training/batch';
import type { Rows } from '../training/batch';
import type { GanModel } from './model';
import { requireCount, requireRows } from './require';

/** Options of {@link complete}. */
export interface CompleteOptions {
  /** Draws the noise: answer s to row n has the noise of (key, n, s). */
  readonly key: Key;
  /** Answers to each row, at least 1; 1 without it. */
  readonly samples?: number;
  /** The coordinates asked for; all that are not given without it. Those in neither come out as NaN. */
  readonly target?: IndexSet;
  /** Answers that are computed at once; 64 without it. */
  readonly batch?: number;
}

/**
 * Samples of p(x_T | x_S) for each row.
 *
 * @param rows - N × D; only x_S of it is looked at, the rest may be anything
 * @param source - the coordinates that are given: one set for all rows, or one for each row; whole tokens
 * @returns N × samples × D: x_S as given, bit for bit, with x_T beside it
 * @throws RangeError for rows of another width, or where the source or the target splits a token or leaves none to ask for
 * @example
 * ```ts
 * import { openBackend } from '@bcl/backend';
 * import { complete, createGan, openModel, presets } from '@bcl/gan';
 * import { key } from '@bcl/random';
 *
 * await openBackend({ name: 'cpu' })();
 * const model = openModel(createGan(key(1), presets.plane));
 * const answers = complete(model, Float32Array.of(0.25, 7), [0], { samples: 3, key: key(2) });
 * [answers[0], answers[2], answers[4]]; // => [0.25, 0.25, 0.25]
 * model.dispose();
 * ```
 */
export function complete(
  model: GanModel,
  rows: Float32Array,
  source: IndexSet | readonly IndexSet[],
  { key, samples = 1, target, batch = 64 }: CompleteOptions,
): Float32Array {
  const { map } = model;
  const { dimension, tokens } = map;
  const count = requireRows(rows, map);
  requireCount('samples', samples);
  requireCount('batch', batch);
  const sources = setsOf(source, count);
  const roles = once(sources, (set) => tokenRoles({ source: set, target: target ?? complement(set, dimension) }, map));
  const answers = new Float32Array(count * samples * dimension).fill(NaN);
  for (let start = 0; start < count * samples; start += batch) {
    const size = Math.min(batch, count * samples - start);
    const part = {
      rows: answers.subarray(start * dimension, (start + size) * dimension),
      roles: new Uint8Array(size * tokens),
    };
    for (let at = 0; at < size; at++) {
      const row = Math.floor((start + at) / samples);
      const given = rows.subarray(row * dimension, (row + 1) * dimension);
      for (const coordinate of sources[row]) part.rows[at * dimension + coordinate] = given[coordinate];
      part.roles.set(roles[row], at * tokens);
    }
    const keys = Array.from({ length: size }, (_, at) => start + at).map((at) =>
      fold(fold(key, Math.floor(at / samples)), at % samples),
    );
    answerInto(part, keys, model);
  }
  return answers;
}

/** Fills in x_T of rows, each with the noise of its own key. */
function answerInto({ rows, roles }: Rows, keys: readonly Key[], { config, map, generator }: GanModel): void {
  const noises = keys.map((own) => drawNoise(own, 1, config, map));
  const noise = { token: joined(noises.map(({ token }) => token)), shared: joined(noises.map(({ shared }) => shared)) };
  const computed = tf.tidy(() => {
    const input = generatorInput({ rows, roles }, noise, config, map);
    return generatorForward(config, generator, cells(input, map.tokens, generatorFeatures(config)));
  });
  putBack(computed.dataSync() as Float32Array, roles, TARGET, map, rows);
  computed.dispose();
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

/** The same for equal sets, worked out once for each. */
function once<Set extends object>(sets: readonly Set[], roles: (set: Set) => Uint8Array): readonly Uint8Array[] {
  const known = new Map<Set, Uint8Array>();
  return sets.map((set) => {
    const found = known.get(set) ?? roles(set);
    known.set(set, found);
    return found;
  });
}

function setsOf(source: IndexSet | readonly IndexSet[], count: number): readonly IndexSet[] {
  if (source.length === 0 || typeof source[0] === 'number') return new Array<IndexSet>(count).fill(source as IndexSet);
  if (source.length !== count)
    throw new RangeError(`there are ${count} rows and ${source.length} sources; give one, or as many`);
  return source as readonly IndexSet[];
}
