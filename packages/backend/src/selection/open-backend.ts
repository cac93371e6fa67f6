import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Backend } from './backend';
import { opener, type OpenOptions } from './opener';
import type { BackendProblem } from './problem';

const open = opener();

/**
 * Opens the backend that computes from now on: the one that is asked for, or the best that loads here and takes a small training step
 * with the right numbers. What was not taken is listed with the reason; a package or an addon that is not there is no error.
 *
 * Opened again, `auto` gives the backend that is open, and a name the same as before without a new proof; another name changes over to
 * it. Where that fails, what was open stays so. Calls wait for each other.
 *
 * @returns the backend; or `UnknownBackend` for a name that is none, and `BackendUnavailable` where one that was asked for by name (or
 * by `BCL_BACKEND`) cannot be had
 *
 * @example
 * ```ts
 * import { openBackend, tf } from '@bcl/backend';
 * import { runOrThrow } from '@bcl/errors';
 *
 * const backend = await runOrThrow(openBackend({ name: 'wasm' }));
 * backend.describe; // => 'WebAssembly with SIMD'
 * tf.sum([1, 2, 3]).dataSync()[0]; // => 6
 * ```
 */
export const openBackend = (options: OpenOptions = {}): TaskEither<BackendProblem, Backend> => open(options);
