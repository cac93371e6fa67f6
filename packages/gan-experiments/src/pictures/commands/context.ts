import { stat } from 'node:fs/promises';
import { problem, ProblemError } from '@bcl/errors';
import type { ImageSet, PictureSize } from '@bcl/images';
import type { OptionSpecs, OptionValues, RunContext } from '@bcl/lab';
import { backendChoice } from '../training/options';

/** What an app adds to a command that uses a model. */
export interface PictureApp {
  /** How a user starts the training: for the hint where there is no model. */
  readonly start: string;
  /** The model that ships with the app, where one does. */
  readonly shipped?: string;
  /** Held-out pictures of a size, with a line about what they are. */
  readonly pictures: (size: PictureSize) => Promise<{ readonly set: ImageSet; readonly remarks: readonly string[] }>;
}

/**
 * How an app's command that uses a model is called.
 *
 * @param app the app's folder below `apps`
 */
export function pictureCommand(app: string, verb: 'complete' | 'generate', description: string) {
  const command = `pnpm --filter apps/${app} ${verb}`;
  return { name: `${app}-${verb}`, description, command, seeds: { count: 1 } } as const;
}

/** How a user starts an app's training. */
export const startOfApp = (app: string): string => `pnpm --filter apps/${app} start`;

/** What of an app's context a command needs. */
export type CommandContext<Specs extends OptionSpecs> = Pick<
  RunContext<Specs>,
  'seeds' | 'folder' | 'signal' | 'print' | 'progress'
> & {
  readonly options: OptionValues<Specs>;
};

/** The options of every command that uses a model. */
export const modelOptions = {
  checkpoint: {
    kind: 'path',
    placeholder: 'FILE|RUN',
    description: 'a checkpoint, a model, or the folder of a run; the model that ships with the app without it',
  },
  raw: { kind: 'path', placeholder: 'DIR', description: 'folder for the pictures as IDX, for other programs' },
  ...backendChoice,
} as const satisfies OptionSpecs;

/** Where the model is: named by the user, or shipped. */
export async function modelPath(
  checkpoint: string | undefined,
  { shipped, start }: Omit<PictureApp, 'pictures'>,
): Promise<string> {
  if (checkpoint !== undefined) return checkpoint;
  if (shipped !== undefined && (await stat(shipped).catch(() => undefined))?.isFile() === true) return shipped;
  const hint = `train one with ${start}, and name its run folder with --checkpoint`;
  throw new ProblemError(problem('NoCheckpoint', { what: 'There is no model', why: 'none ships with this app', hint }));
}
