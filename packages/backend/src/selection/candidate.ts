import type * as E from 'fp-ts/lib/Either.js';
import type { BackendName } from './backend';

/** A backend that may be there: `start` loads it and makes it TensorFlow.js's current one. */
export interface Candidate {
  readonly name: BackendName;
  /** What it is, for people; or why it is not to be had, in one line. Never rejects. */
  readonly start: (environment: Environment) => Promise<E.Either<string, string>>;
}

/** What candidates look at outside this package, in one place, so that a test can take its part. */
export interface Environment {
  /** Loads a package by name; rejects where it is not installed. */
  readonly load: (specifier: string) => Promise<unknown>;
  /** Where wasm's own files lie, with the slash at the end; undefined leaves it to the package, which knows in Node. */
  readonly wasmPath?: string;
}

/** What an error says, in one line. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim() || 'it does not say why';
