import * as E from 'fp-ts/lib/Either.js';
import { problem } from '@bcl/errors';
import type { Problem, ProblemParts } from '@bcl/errors';

/**
 * What can go wrong with data, by tag.
 *
 * - content: `EmptyInput`, `DamagedFile`, `UnsupportedFile`, `UnknownFormat`, `TooLarge`, `BadCell`, `RaggedRow`,
 *   `BadLabel`, `NoSuchColumn`, `Ambiguous`
 * - files: `FileMissing`, `NotAFile`, `Unreadable`, `CannotWrite`, `FileChanged`
 * - named sets: `UnknownName`, `WrongBytes`, `Offline`, `HttpStatus`, `Interrupted`, `Aborted`
 */
export type DatasetProblemTag =
  | 'EmptyInput'
  | 'DamagedFile'
  | 'UnsupportedFile'
  | 'UnknownFormat'
  | 'TooLarge'
  | 'BadCell'
  | 'RaggedRow'
  | 'BadLabel'
  | 'NoSuchColumn'
  | 'Ambiguous'
  | 'FileMissing'
  | 'NotAFile'
  | 'Unreadable'
  | 'CannotWrite'
  | 'FileChanged'
  | 'UnknownName'
  | 'WrongBytes'
  | 'Offline'
  | 'HttpStatus'
  | 'Interrupted'
  | 'Aborted';

/** A problem with data that the caller can act on; `switch (problem._tag)` tells them apart. */
export type DatasetProblem = Problem<DatasetProblemTag>;

/** The left side of a reader's result. */
export function failure(tag: DatasetProblemTag, parts: ProblemParts): E.Either<DatasetProblem, never> {
  return E.left(problem(tag, parts));
}
