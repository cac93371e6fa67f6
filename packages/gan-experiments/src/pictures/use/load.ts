import { stat } from 'node:fs/promises';
import { orThrow, problem, ProblemError } from '@bcl/errors';
import { complete, decodeModel, generate, openModel, type GanModel, type ModelWeights } from '@bcl/gan';
import { bytesOf, lastCheckpoint } from '../training/checkpoints';
import type { PictureModel } from './model';
import { tokenGridOf, type TokenGrid } from './source';

/**
 * The file that a user means by a file or a run folder: the file itself, or the folder's last checkpoint.
 *
 * @throws ProblemError `NoCheckpoint` where there is neither
 */
export async function checkpointFile(where: string): Promise<string> {
  const found = await stat(where).catch(() => undefined);
  if (found?.isDirectory() !== true) return where;
  const last = await lastCheckpoint(where);
  if (last !== undefined) return last;
  const hint = 'name a checkpoint, or the folder of a run that has written one';
  throw new ProblemError(problem('NoCheckpoint', { what: 'There is no checkpoint in the folder', where, hint }));
}

/**
 * Reads the model in a checkpoint, in a shipped model, or in the last checkpoint of a run folder.
 *
 * @throws ProblemError for a file that is not there, damaged, or of a network that is not for pictures
 */
export async function readModel(where: string): Promise<{ readonly file: string; readonly weights: ModelWeights }> {
  const file = await checkpointFile(where);
  const weights = orThrow(decodeModel(await bytesOf(file), { where: file }));
  if (weights.config.layout.kind === 'grid') return { file, weights };
  const why = 'its tokens are coordinates, not patches';
  throw new ProblemError(problem('WrongShape', { what: 'The network is not one for pictures', where: file, why }));
}

/** A network on the device, ready to be asked. */
export interface OpenPictureModel extends PictureModel {
  readonly grid: TokenGrid;
  dispose(): void;
}

/** Puts a network on the device. The backend must be open. */
export function openPictureModel(weights: Pick<ModelWeights, 'config' | 'average'>): OpenPictureModel {
  const model: GanModel = openModel(weights);
  return {
    grid: tokenGridOf(weights.config.layout),
    complete: (rows, sources, options) => complete(model, rows, sources, options),
    generate: (count, key) => generate(model, count, { key }),
    dispose: () => model.dispose(),
  };
}
