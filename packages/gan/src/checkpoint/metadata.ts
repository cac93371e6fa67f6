import { problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type { GanConfig } from '../network/config';
import { configFrom, configText, differences } from './config-text';
import { damaged, shown, wrongShape, type CheckpointProblem } from './problem';
import { CHECKSUM } from './seal';

/** What a file is for: `checkpoint` to train on, `model` to use. */
export type FileKind = 'checkpoint' | 'model';

/** The version of the file's layout, in its metadata `version`. */
export const FORMAT_VERSION = '1';

/** Begins the metadata `format`, by which our files are told from other safetensors files. */
const FORMAT = 'bcl-gan';

/** The metadata that every file has; a caller's own have other names. */
const reserved = ['format', 'version', 'config', 'step', CHECKSUM];

/** What the metadata say of a file. */
export interface Described {
  readonly kind: FileKind;
  readonly config: GanConfig;
  readonly step: number;
}

/**
 * The metadata of a file.
 *
 * @throws RangeError where the configuration is impossible, the step is no whole number from 0, or an extra name is taken
 */
export function metadataOf(
  { kind, config, step }: Described,
  extra: Readonly<Record<string, string>>,
): Map<string, string> {
  const taken = Object.keys(extra).find((name) => reserved.includes(name));
  if (taken !== undefined) throw new RangeError(`the extra entry '${taken}' has a name that the file itself needs`);
  if (!Number.isSafeInteger(step) || step < 0)
    throw new RangeError(`the step must be a whole number from 0, got ${step}`);
  const text = configText(config);
  configFrom(text);
  return new Map([
    ...Object.entries(extra),
    ['format', `${FORMAT} ${kind}`],
    ['version', FORMAT_VERSION],
    ['config', text],
    ['step', String(step)],
  ]);
}

/** What is in the metadata beside what every file has. */
export function extraOf(metadata: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries([...metadata].filter(([name]) => !reserved.includes(name)));
}

/** Refuses what is none of our files, and those of another version. */
export function kindOf(metadata: ReadonlyMap<string, string>, where: string): E.Either<CheckpointProblem, FileKind> {
  const format = metadata.get('format') ?? 'none';
  const kind = (['checkpoint', 'model'] as const).find((one) => format === `${FORMAT} ${one}`);
  if (kind === undefined) {
    const why = `its format is ${shown(format)}`;
    return damaged({ what: 'This is no checkpoint of a GAN', where, why, hint: 'choose a file that training wrote' });
  }
  const version = metadata.get('version');
  if (version === FORMAT_VERSION) return E.right(kind);
  return version === undefined
    ? damaged({ what: `The ${kind} does not say of which version it is`, where })
    : E.left(
        problem('WrongVersion', {
          what: `The ${kind} is of version ${shown(version)}`,
          where,
          why: `this program reads version ${FORMAT_VERSION}`,
          hint: 'read it with the version of @bcl/gan that wrote it',
        }),
      );
}

/** Configuration and step, the first held against a wanted one where there is one. */
export function describedBy(
  kind: FileKind,
  metadata: ReadonlyMap<string, string>,
  where: string,
  wanted: GanConfig | undefined,
): E.Either<CheckpointProblem, Described> {
  const step = metadata.get('step') ?? 'none';
  if (!/^\d{1,16}$/.test(step) || !Number.isSafeInteger(Number(step))) {
    return damaged({ what: `The ${kind} has no number of steps`, where, why: `its step is ${shown(step)}` });
  }
  let config: GanConfig;
  try {
    config = configFrom(metadata.get('config') ?? '');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return damaged({ what: `The ${kind} describes no network`, where, why: error.message });
  }
  const other = wanted === undefined ? [] : differences(config, wanted);
  if (other.length === 0) return E.right({ kind, config, step: Number(step) });
  return wrongShape({
    what: `The ${kind} is of another network`,
    where,
    why: `it has ${other.slice(0, 4).join(', ')}${other.length > 4 ? ' and more' : ''}`,
    hint: 'choose another file, or the options that it was trained with',
  });
}
