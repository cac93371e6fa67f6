import { stateFromJSON, stateToJSON, type ShardReference, type ShardedState } from '@bcl/distributed';
import { orThrow } from '@bcl/errors';
import type { RunFolder } from '@bcl/lab';

/** What a pass cost, for the report. A type, not an interface, so that it counts as plain JSON. */
export type PassTiming = {
  readonly pass: number;
  readonly kind: string;
  /** Mean log-density per row before the pass's update; null for the first look. */
  readonly logLikelihood: number | null;
  /** Seconds from handing out the jobs to the last result. */
  readonly seconds: number;
  /** Seconds of each job where it ran, in the order of the shards. */
  readonly jobSeconds: readonly number[];
};

const FILE = 'checkpoint.json';

/** Where a run stands, and what its passes took. */
export interface Checkpoint {
  readonly shards: readonly ShardReference[];
  readonly state: ShardedState;
  readonly timings: readonly PassTiming[];
}

/** Keeps the state after a pass; the file is replaced whole. */
export const writeCheckpoint = (folder: RunFolder, { state, ...rest }: Checkpoint): Promise<void> =>
  folder.writeJson(FILE, { state: stateToJSON(state), ...rest });

/**
 * The checkpoint of a resumed run; undefined for a new one.
 *
 * @throws ProblemError `InvalidCheckpoint` for one that another release wrote
 */
export async function readCheckpoint(folder: RunFolder): Promise<Checkpoint | undefined> {
  const found = (await folder.readJson(FILE)) as (Omit<Checkpoint, 'state'> & { state: unknown }) | undefined;
  return found === undefined ? undefined : { ...found, state: orThrow(stateFromJSON(found.state)) };
}
