import * as E from 'fp-ts/lib/Either.js';
import type { GanConfig } from '../network/config';
import { describedBy, kindOf, type Described } from './metadata';
import type { CheckpointProblem } from './problem';
import type { TensorEntry } from './safetensors/entry';
import { readHeader } from './safetensors/header';
import { unseal } from './seal';

/** What reading a checkpoint or a model is told. */
export interface ReadOptions {
  /** The file's name, for messages. */
  readonly where: string;
  /** The network that it has to be of; any without it. */
  readonly config?: GanConfig;
}

/** A file of ours, whole and of this version, with its tensors still as bytes. */
export interface OpenFile extends Described {
  readonly metadata: ReadonlyMap<string, string>;
  readonly entries: ReadonlyMap<string, TensorEntry>;
  readonly body: Uint8Array;
}

/**
 * Opens a file: whether it is one of ours and of this version comes before whether its numbers are whole, since another
 * version may sum otherwise.
 */
export function openFile(bytes: Uint8Array, { where, config }: ReadOptions): E.Either<CheckpointProblem, OpenFile> {
  const header = readHeader(bytes, where);
  if (E.isLeft(header)) return header;
  const { metadata } = header.right;
  const kind = kindOf(metadata, where);
  if (E.isLeft(kind)) return kind;
  const body = unseal(header.right, bytes, where);
  if (E.isLeft(body)) return body;
  const described = describedBy(kind.right, metadata, where, config);
  if (E.isLeft(described)) return described;
  const entries = new Map(header.right.entries.map((entry) => [entry.name, entry]));
  return E.right({ ...described.right, metadata, entries, body: body.right });
}
