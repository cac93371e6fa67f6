import { createHash } from 'node:crypto';
import { decode, encode, type Json } from './encoding';

/** What all jobs of a run have in common, as it travels. */
export interface PackedShared {
  /** SHA-256 of the text, 64 lower-case hexadecimal digits: the name under which a worker keeps it. */
  readonly hash: string;
  /** The encoded value as JSON. */
  readonly text: string;
}

/** Packs what all jobs of a run share; equal values written in the same order have equal hashes. */
export function packShared(value: unknown): PackedShared {
  const text = JSON.stringify(encode(value));
  return { hash: createHash('sha256').update(text).digest('hex'), text };
}

/**
 * The value that {@link packShared} was given.
 *
 * @throws TypeError when the text is not what the hash was taken of
 */
export function unpackShared({ hash, text }: PackedShared): unknown {
  const found = createHash('sha256').update(text).digest('hex');
  if (found !== hash) throw new TypeError(`what the jobs share was changed on its way: ${found} is not ${hash}`);
  return decode(JSON.parse(text) as Json);
}
