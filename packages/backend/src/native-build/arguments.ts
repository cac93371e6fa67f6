import { parseArgs } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { badInput, type NativeProblem } from './problem';

/** Where the TensorFlow of the addon comes from. */
export type Source =
  { readonly kind: 'cpu' | 'gpu' | 'published' } | { readonly kind: 'folder'; readonly folder: string };

/** What the command is asked to do. */
export interface Request {
  readonly help: boolean;
  /** Undefined: whatever is there will do, else the one for the CPU. */
  readonly source: Source | undefined;
  readonly force: boolean;
  /** A download that takes longer is given up; undefined waits for its end. */
  readonly timeoutSeconds: number | undefined;
}

/** What `bcl-native --help` prints. */
export const HELP = `bcl-native: gets the native addon of @tensorflow/tfjs-node-gpu, for the backends native and native-gpu.

Usage: bcl-native [--gpu | --tensorflow FOLDER | --published] [--force] [--timeout SECONDS]

Without an option it keeps an addon that works, or builds one for the CPU: pip downloads tensorflow-cpu (270 MB), whose C library
the addon is compiled against. That takes a compiler for C++ and python3 with pip, on Linux, x64 or arm64.

  --gpu                the same with pip's tensorflow and the CUDA libraries it names (4 GB); the driver must be there
  --tensorflow FOLDER  against a TensorFlow you have, where it lies: a site-packages folder, its tensorflow folder, an unpacked
                       libtensorflow (lib and include), or a wheel file
  --published          the addon as published with TensorFlow.js: TensorFlow 2.9.1, CUDA 11.2; also for macOS and Windows
  --force              makes it anew, even where it is there or in the cache
  --timeout SECONDS    gives up a download that takes longer
  --help               this text

What was built is kept in $XDG_CACHE_HOME/bcl/native (about 900 MB) for the next installation.
Exit codes: 0 it is there and trains, 1 it failed, 2 bad input, 3 this machine lacks what it takes.`;

/**
 * Reads the words behind `bcl-native`.
 *
 * @returns what to do, or a problem that names the word that is wrong
 */
export function readArguments(words: readonly string[]): E.Either<NativeProblem, Request> {
  const options = {
    gpu: { type: 'boolean' },
    tensorflow: { type: 'string' },
    published: { type: 'boolean' },
    force: { type: 'boolean' },
    timeout: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  let values;
  try {
    // pnpm passes its own separator on.
    ({ values } = parseArgs({ args: words.filter((word) => word !== '--'), options }));
  } catch (error) {
    return refuse((error as Error).message.split(/\. |\n/)[0]);
  }
  const { gpu, tensorflow, published, timeout } = values;
  const sources: Source[] = [
    ...(gpu ? [{ kind: 'gpu' } as const] : []),
    ...(published ? [{ kind: 'published' } as const] : []),
    ...(tensorflow === undefined ? [] : [{ kind: 'folder', folder: tensorflow } as const]),
  ];
  if (sources.length > 1) return refuse('Take one of --gpu, --tensorflow and --published');
  if (tensorflow?.trim() === '') return refuse('--tensorflow needs the name of a folder');
  const timeoutSeconds = timeout === undefined ? undefined : Number(timeout);
  if (timeoutSeconds !== undefined && !(timeoutSeconds > 0 && timeoutSeconds <= 86_400))
    return refuse(`--timeout needs seconds, more than 0 and at most 86400, not '${timeout}'`);
  return E.right({ help: values.help ?? false, source: sources[0], force: values.force ?? false, timeoutSeconds });
}

const refuse = (what: string): E.Either<NativeProblem, never> =>
  E.left(badInput({ what, hint: 'bcl-native --help lists the options' }));
