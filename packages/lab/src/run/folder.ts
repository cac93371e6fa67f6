import { readFile, readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { problem, ProblemError, type Problem } from '@bcl/errors';
import { dropUnfinishedFiles, writeAtomically } from './atomic-write';
import { describeDataFile, type DataFile } from './data-file';
import { diskProblem, errorCode, onDisk } from './disk';
import { problemOf } from './failure';
import { makeFolder } from './make-folder';
import { jsonText, type Json } from './json';
import { appendJsonLine, dropUnfinishedLine } from './json-lines';
import type { Manifest, RunState } from './manifest';
import { withPlugin, type PluginRecord } from './plugin-record';
import { joinGroups, type Summary } from './summary';

/**
 * Where a run leaves everything. Whole files are written atomically. When the disk refuses, a method rejects with a
 * `ProblemError` that says what and why.
 */
export interface RunFolder {
  /** The absolute path. */
  readonly path: string;
  /** The manifest as it stands. */
  readonly manifest: Manifest;
  /**
   * Notes the files that the run reads, with their SHA-256: paths, or files already described. Rejects with the problem
   * `DataChanged` when a resumed run finds other bytes than it began with, for its results would mix two experiments.
   */
  addDataFiles(files: readonly (string | DataFile)[]): Promise<void>;
  /**
   * Notes in the manifest a part of the run that was chosen by name. Rejects with the problem `PluginChanged` when a resumed
   * run has chosen another than it began with.
   */
  addPlugin(plugin: PluginRecord): Promise<void>;
  /** Adds one line to metrics.jsonl. */
  record(line: { readonly [key: string]: Json }): Promise<void>;
  /** Writes a JSON file; `name` is relative, its folders are made. */
  writeJson(name: string, value: unknown): Promise<void>;
  /** Reads a JSON file; undefined when it is not there or broken. */
  readJson(name: string): Promise<unknown>;
  /** Writes a file; `name` is relative, its folders are made. Returns the absolute path. */
  writeFile(name: string, content: string | Uint8Array): Promise<string>;
  /** Writes `figures/<name>`: an SVG's text, or a PNG's bytes. Returns the name relative to the run folder. */
  writeFigure(name: string, content: string | Uint8Array): Promise<string>;
  /** Sets the summary of a group ('' for a run without groups) and writes summary.json. */
  writeSummary(summary: Summary, group?: string): Promise<void>;
  /** Writes how the run ended into the manifest. */
  close(state: Exclude<RunState, 'running'>, ended: Date, error?: string): Promise<void>;
  /** Removes a folder made by this run in which nothing was left but the manifest; says whether it did. */
  discardIfEmpty(): Promise<boolean>;
}

/**
 * Makes a new run folder. A folder that exists must be empty, so that two runs never mix.
 *
 * @param folder absolute path; the folders above it are made
 * @param manifest its first content
 * @returns the folder, or a problem when it is not empty or the disk refuses; then nothing is left behind
 */
export function createRunFolder(
  folder: string,
  manifest: Manifest,
): TaskEither<Problem<'FolderNotEmpty' | 'DiskRefused'>, RunFolder> {
  return async () => {
    let made: string | undefined;
    try {
      made = await makeFolder(folder);
      if ((await readdir(folder)).length > 0) {
        const hint = 'choose another folder with --out, or go on with a run in it with --resume';
        return E.left(problem('FolderNotEmpty', { what: 'The output folder is not empty', where: folder, hint }));
      }
    } catch (error) {
      return E.left(diskProblem('make the output folder', folder, error));
    }
    const run = open(folder, manifest, made);
    try {
      await run.writeJson('manifest.json', manifest);
      return E.right(run);
    } catch (error) {
      await removeMade(folder, made);
      return leftOrThrow(error);
    }
  };
}

/** Takes up a run folder again: its manifest is replaced, an unfinished last line of metrics.jsonl and unfinished files are dropped. */
export function reopenRunFolder(folder: string, manifest: Manifest): TaskEither<Problem<'DiskRefused'>, RunFolder> {
  return async () => {
    const run = open(folder, manifest, undefined);
    try {
      await dropUnfinishedLine(path.join(folder, 'metrics.jsonl'));
      await dropUnfinishedFiles(folder);
      await run.writeJson('manifest.json', manifest);
      return E.right(run);
    } catch (error) {
      return leftOrThrow(error);
    }
  };
}

function open(folder: string, first: Manifest, made: string | undefined): RunFolder {
  let manifest = first;
  const groups = new Map<string, Summary>();
  const run: RunFolder = {
    path: folder,
    get manifest() {
      return manifest;
    },
    async addDataFiles(files) {
      const described = await Promise.all(
        files.map((file) => (typeof file === 'string' ? describeDataFile(file) : Promise.resolve(file))),
      );
      const changed = described.find((file) =>
        manifest.data.some((old) => old.path === file.path && old.sha256 !== file.sha256),
      );
      if (changed !== undefined) throw dataChanged(changed.path, folder);
      const known = manifest.data.filter((old) => !described.some((file) => file.path === old.path));
      manifest = { ...manifest, data: [...known, ...described] };
      await run.writeJson('manifest.json', manifest);
    },
    async addPlugin(plugin) {
      manifest = { ...manifest, plugins: withPlugin(manifest.plugins ?? [], plugin, folder) };
      await run.writeJson('manifest.json', manifest);
    },
    record: (line) => appendJsonLine(path.join(folder, 'metrics.jsonl'), line),
    writeJson: async (name, value) => void (await run.writeFile(name, jsonText(value))),
    async readJson(name) {
      try {
        return JSON.parse(await readFile(path.join(folder, name), 'utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
    async writeFile(name, content) {
      const file = path.join(folder, name);
      await onDisk('make the folder', path.dirname(file), () => makeFolder(path.dirname(file)));
      await writeAtomically(file, content);
      return file;
    },
    async writeFigure(name, content) {
      if (!/^[\w.-]+\.(svg|png)$/.test(name)) {
        throw new TypeError(`the figure's name is '${name}': use letters, digits and dashes with .svg or .png`);
      }
      await run.writeFile(`figures/${name}`, content);
      return `figures/${name}`;
    },
    async writeSummary(summary, group = '') {
      groups.set(group, summary);
      await run.writeJson('summary.json', joinGroups(groups));
    },
    async close(state, ended, error) {
      manifest = { ...manifest, state, ended: ended.toISOString(), ...(error === undefined ? {} : { error }) };
      await run.writeJson('manifest.json', manifest);
    },
    async discardIfEmpty() {
      if (manifest.resumed.length > 0) return false;
      if ((await readdir(folder)).some((name) => name !== 'manifest.json')) return false;
      await rm(path.join(folder, 'manifest.json'), { force: true });
      await removeMade(folder, made);
      return true;
    },
  };
  return run;
}

function dataChanged(file: string, folder: string): ProblemError {
  return new ProblemError(
    problem('DataChanged', {
      what: 'The data file has changed since the run began',
      where: file,
      why: `its SHA-256 is not the one in the manifest of ${folder}`,
      hint: 'put the old file back, or start a new run',
    }),
  );
}

/** Removes the folders that were made for a run, from the innermost out, as long as they are empty. */
async function removeMade(folder: string, made: string | undefined): Promise<void> {
  if (made === undefined) return;
  for (let at = folder; ; at = path.dirname(at)) {
    try {
      await rmdir(at);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      return;
    }
    if (at === path.resolve(made)) return;
  }
}

function leftOrThrow(error: unknown): E.Either<Problem<'DiskRefused'>, never> {
  const found = problemOf(error);
  if (found?._tag === 'DiskRefused') return E.left({ _tag: 'DiskRefused', message: found.message });
  throw error;
}
