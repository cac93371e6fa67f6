import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine, type CommandLineResult } from '@bcl/experiments/testing';
import type { AnyApp } from '@bcl/lab';
import { app } from './app';

/** The folder with real data that the tests were started with, where there is one. */
export const ownData = process.env.BCL_DATA_DIR;

/** The smallest run that does everything. */
export const tiny = [
  ...['--quick', '--backend', 'wasm', '--count', '40', '--width', '8', '--patch', '14', '--batch', '4', '--steps', '4'],
  ...['--evaluate', '8', '--classifier-epochs', '1', '--checkpoint-every', '2', '--measure-every', '2'],
] as const;

/** A folder in which commands are typed. */
export interface Workplace {
  /** Types a command of training, and presses Ctrl-C where its stderr says `interruptAt`. */
  readonly start: (argv: readonly string[], interruptAt?: string) => Promise<CommandLineResult>;
  /** Types a command of another app. */
  readonly type: (of: AnyApp, argv: readonly string[]) => Promise<CommandLineResult>;
  /** The folder, or a file in it. */
  readonly file: (name?: string) => string;
  /** A JSON file in it. */
  readonly json: <T>(name: string) => T;
}

/**
 * A new, empty folder for every test of the file, without BCL_DATA_DIR: the app looks there by itself, and what a test reads must not
 * depend on whose machine it runs on.
 */
export function withWorkplace(): Workplace {
  let directory = '';
  beforeEach(() => {
    directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'mnist-gan-')));
    delete process.env.BCL_DATA_DIR;
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
    if (ownData !== undefined) process.env.BCL_DATA_DIR = ownData;
  });
  const file = (name = '.'): string => path.join(directory, name);
  const type: Workplace['type'] = (of, argv) => commandLine(of, directory, argv);
  return {
    start: (argv, interruptAt) => commandLine(app, directory, argv, interruptAt),
    type,
    file,
    json: <T>(name: string) => JSON.parse(readFileSync(file(name), 'utf8')) as T,
  };
}
