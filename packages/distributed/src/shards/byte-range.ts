import { unreadable } from './reference';

/** Bytes [from, to) of a file; to its end where `to` is undefined. */
export interface ByteRange {
  readonly from: number;
  readonly to: number | undefined;
}

/** Most bytes of a shard that are held at once: 2 GiB. */
export const MAX_SHARD_BYTES = 2 ** 31;

/** What is thrown for a shard beyond that. */
export const tooLarge = (name: string, bytes: number): Error =>
  unreadable(name, {
    why: `it has ${bytes} bytes where at most ${MAX_SHARD_BYTES} are read at once`,
    hint: 'split the file into more shards',
  });
