import type { Mixture } from '@bcl/em';
import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { decode, encode, type Json } from '../executor/encoding';
import type { Scaling } from './standardise';

/** All that the next pass of a fit over shards needs: a checkpoint. Plain data. */
export type ShardedState = {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  /** Begins the ids of the run's jobs. */
  readonly run: string;
  /** Which shards and settings it belongs to. */
  readonly fingerprint: string;
  /** EM passes done. */
  readonly pass: number;
  readonly converged: boolean;
  /** The mixture after the last pass, in scaled units. */
  readonly mixture: Mixture;
  readonly scaling: Scaling;
  /** Nats per row between scaled rows and the rows themselves. */
  readonly logDensityShift: number;
  readonly rows: number;
  /** No cell is missing in any shard. */
  readonly complete: boolean;
  /** Mean log-density per row before each pass's update, in the data's units. */
  readonly history: readonly number[];
};

export const FORMAT = 'bcl-sharded-fit';
export const VERSION = 1;

/** A checkpoint as plain JSON, read back to the bit. */
export const stateToJSON = (state: ShardedState): Json => encode(state);

/**
 * A checkpoint from parsed JSON.
 *
 * @returns `InvalidCheckpoint` that says what is wrong with it
 */
export function stateFromJSON(json: unknown): E.Either<Problem<'InvalidCheckpoint'>, ShardedState> {
  const refuse = (why: string): E.Either<Problem<'InvalidCheckpoint'>, never> =>
    E.left(
      problem('InvalidCheckpoint', {
        what: 'This is no checkpoint of a fit over shards',
        why,
        hint: 'use one that this release wrote, or begin anew',
      }),
    );
  let value: unknown;
  try {
    value = decode(json as Json);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'it is damaged');
  }
  if (typeof value !== 'object' || value === null) return refuse('it is no object');
  const found = value as Partial<ShardedState>;
  if (found.format !== FORMAT) return refuse(`its format is ${JSON.stringify(found.format)}`);
  if (found.version !== VERSION) return refuse(`its version is ${JSON.stringify(found.version)}, not ${VERSION}`);
  const { mixture, scaling, history } = found;
  const whole =
    mixture?.means instanceof Float64Array &&
    mixture.means.length === mixture.components * mixture.dimension &&
    scaling?.shift instanceof Float64Array &&
    scaling.scale instanceof Float64Array &&
    Array.isArray(history) &&
    history.length === found.pass;
  return whole ? E.right(found as ShardedState) : refuse('parts of it are missing');
}
