import { runCommand, type Finished } from './command';
import type { Machine } from './machine';

/** All that the command takes from its process, so that a test can put something else in its place. */
export interface World {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Where the command was typed: names of folders are taken from here. */
  readonly directory: string;
  /** Where packages are looked for from: files or folders, in that order. */
  readonly searchFrom: readonly string[];
  /** The folder with the sources of this package's own kernels. */
  readonly kernelSources: string;
  readonly environment: Record<string, string | undefined>;
  readonly machine: Machine;
  /** Seconds since some moment. */
  readonly seconds: () => number;
  /** Aborted when the user wants the command to stop. */
  readonly signal: AbortSignal;
}

/** Runs a program in a world. */
export const runIn = (
  { environment, signal }: World,
  words: readonly string[],
  options: {
    readonly directory?: string;
    readonly timeoutSeconds?: number | undefined;
    readonly environment?: Record<string, string | undefined>;
  } = {},
): Promise<Finished> =>
  runCommand(words, { ...options, signal, environment: { ...environment, ...options.environment } });
