import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { orThrow, stateFromBytes, stateToBytes, type MixtureState } from '@bcl/em';
import type { RunFolder } from '@bcl/lab';
import type { Iterate } from './scores';

/** All that a method needs to go on. */
export interface Checkpoint {
  readonly state: MixtureState;
  readonly iterates: readonly Iterate[];
}

const fileOf = (method: string, seed: number): string => `checkpoints/${method}-${seed}.bin`;

/** Writes one file, whole or not at all: the length of a JSON text, the text, and the state's bytes. */
export async function writeCheckpoint(
  folder: RunFolder,
  method: string,
  seed: number,
  { state, iterates }: Checkpoint,
): Promise<void> {
  const text = Buffer.from(JSON.stringify({ iterates }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  await folder.writeFile(fileOf(method, seed), Buffer.concat([length, text, stateToBytes(state)]));
}

/** The checkpoint of a method and seed, or undefined where there is none. Throws a problem when it is damaged. */
export async function readCheckpoint(folder: RunFolder, method: string, seed: number): Promise<Checkpoint | undefined> {
  const bytes = await readFile(path.join(folder.path, fileOf(method, seed))).catch(() => undefined);
  if (bytes === undefined || bytes.length < 8) return undefined;
  const length = Number(bytes.readBigUInt64LE());
  const { iterates } = JSON.parse(bytes.subarray(8, 8 + length).toString()) as { iterates: Iterate[] };
  return { iterates, state: orThrow(stateFromBytes(bytes.subarray(8 + length))) };
}
