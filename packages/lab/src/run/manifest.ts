import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { problem, type Problem } from '@bcl/errors';
import type { DataFile } from './data-file';
import { errorCode } from './disk';
import { isRecord } from './json';
import type { PluginRecord } from './plugin-record';

/** How a run ended, or that it has not: a run that was killed stays 'running'. */
export type RunState = 'running' | 'finished' | 'interrupted' | 'failed';

/** What a run needs to be understood and repeated: the content of manifest.json. */
export interface Manifest {
  readonly schema: 1;
  readonly app: string;
  /** The command that repeats the run. */
  readonly command: string;
  /** Every option's value, defaults included. */
  readonly options: Readonly<Record<string, number | string | boolean>>;
  readonly seeds: readonly number[];
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: Readonly<Record<string, string | number>>;
  /** The files that the run read. */
  readonly data: readonly DataFile[];
  /** The parts that were chosen by name: absent where there were none. */
  readonly plugins?: readonly PluginRecord[];
  readonly state: RunState;
  /** ISO 8601, UTC. */
  readonly started: string;
  /** When the run was taken up again. */
  readonly resumed: readonly string[];
  readonly ended?: string;
  /** The line with which a failed run ended. */
  readonly error?: string;
}

const states: readonly unknown[] = ['running', 'finished', 'interrupted', 'failed'] satisfies RunState[];

/** Reads and checks the manifest of a run folder. */
export function readManifest(folder: string): TaskEither<Problem<'NoRunFolder'>, Manifest> {
  return async () => {
    const file = path.join(folder, 'manifest.json');
    const no = (why: string) =>
      E.left(
        problem('NoRunFolder', { what: 'Not a run folder', where: folder, why, hint: 'name the folder of a run' }),
      );
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      return no(errorCode(error) === 'ENOENT' ? 'it has no manifest.json' : 'its manifest.json cannot be read');
    }
    try {
      const value: unknown = JSON.parse(text);
      return isManifest(value) ? E.right(value) : no('its manifest.json is not one of this version');
    } catch {
      return no('its manifest.json is not JSON');
    }
  };
}

function isManifest(value: unknown): value is Manifest {
  return (
    isRecord(value) &&
    value.schema === 1 &&
    typeof value.app === 'string' &&
    typeof value.command === 'string' &&
    typeof value.started === 'string' &&
    isRecord(value.options) &&
    Object.values(value.options).every((v) => ['number', 'string', 'boolean'].includes(typeof v)) &&
    isRecord(value.versions) &&
    isRecord(value.platform) &&
    Array.isArray(value.seeds) &&
    value.seeds.every(Number.isInteger) &&
    Array.isArray(value.data) &&
    (value.plugins === undefined || (Array.isArray(value.plugins) && value.plugins.every(isRecord))) &&
    Array.isArray(value.resumed) &&
    states.includes(value.state)
  );
}
