import type * as E from 'fp-ts/lib/Either.js';
import type { BackendName } from './backend';

/** A backend that may be there. */
export interface Candidate {
  readonly name: BackendName;
  /** Loads it and makes it TensorFlow.js's current one: what it is, for people; or why it is not to be had. Never rejects. */
  readonly start: (outside: Outside) => Promise<E.Either<string, string>>;
}

/** What candidates need of the world outside this package. */
export interface Outside {
  /** Loads a package that may not be installed; rejects where it is not. */
  readonly load: (specifier: string) => Promise<unknown>;
  /** Where the files of the wasm backend lie, with a slash at the end; undefined leaves it to that package. */
  readonly wasmPath?: string;
}

/** What an error says, in one line. */
export const reasonOf = (error: unknown): string =>
  messageOf(error).replace(/\s+/g, ' ').trim() || 'it does not say why';

// Errors of another realm, and TensorFlow.js's rejections that are no errors, have a message too.
function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
}

/** Whether loading failed because there is no such package, and not because of something within it. */
export function isMissing(specifier: string, error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  const unknown = code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
  return unknown && reasonOf(error).includes(`'${specifier}'`);
}
