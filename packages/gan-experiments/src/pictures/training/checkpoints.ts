import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { orThrow, problem, ProblemError } from '@bcl/errors';
import { checkpointExtra, decodeCheckpoint, encodeCheckpoint, type GanConfig, type GanState } from '@bcl/gan';
import type { RunFolder } from '@bcl/lab';

/** A state of training as it is kept. */
export interface SavedTraining {
  readonly state: GanState;
  /** Seconds of training that it took. */
  readonly seconds: number;
}

/** The folder of checkpoints within a run folder. */
export const CHECKPOINTS = 'checkpoints';

/** How many checkpoints are kept: the last, and the one before, should the last be of no use. */
const KEPT = 2;

const nameOf = (step: number): string => `step-${String(step).padStart(9, '0')}.safetensors`;
const isCheckpoint = (name: string): boolean => /^step-\d{9,}\.safetensors$/.test(name);

/**
 * Writes a checkpoint, whole or not at all, and removes those before the last two. A disk that refuses leaves the earlier ones.
 *
 * @returns its name relative to the run folder
 */
export async function writeCheckpoint(folder: RunFolder, { state, seconds }: SavedTraining): Promise<string> {
  const name = `${CHECKPOINTS}/${nameOf(state.step)}`;
  await folder.writeFile(name, encodeCheckpoint(state, { seconds: String(seconds) }));
  const names = await checkpointNames(folder.path);
  for (const old of names.slice(0, -KEPT)) await rm(path.join(folder.path, CHECKPOINTS, old), { force: true });
  return name;
}

/** The checkpoints of a run folder by step, the last one last. */
export async function checkpointNames(run: string): Promise<readonly string[]> {
  const names = await readdir(path.join(run, CHECKPOINTS)).catch(() => []);
  return names.filter(isCheckpoint).sort();
}

/** The last checkpoint of a run folder, as an absolute path; undefined where there is none. */
export async function lastCheckpoint(run: string): Promise<string | undefined> {
  const last = (await checkpointNames(run)).at(-1);
  return last === undefined ? undefined : path.join(run, CHECKPOINTS, last);
}

/**
 * Reads a checkpoint to train on from.
 *
 * @param config the network that it has to be of; any without it
 * @throws ProblemError for a file that is damaged, of another version or another shape
 */
export async function readCheckpoint(file: string, config?: GanConfig): Promise<SavedTraining> {
  const bytes = await bytesOf(file);
  const state = orThrow(decodeCheckpoint(bytes, { where: file, ...(config && { config }) }));
  const { seconds } = orThrow(checkpointExtra(bytes, { where: file }));
  return { state, seconds: Number(seconds ?? 0) || 0 };
}

/** The content of a file that a user named. */
export async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ProblemError(
      problem('NoCheckpoint', {
        what: 'Cannot read the file',
        where: file,
        why,
        hint: 'name a file, or the folder of a run',
      }),
    );
  }
}
