import * as E from 'fp-ts/lib/Either.js';
import { failure } from '../../failure';
import type { DatasetProblem } from '../../failure';

/** Numbers of the element types of a MATLAB level 5 file that are used here. */
export const elementType = { matrix: 14, compressed: 15 } as const;

/** Bytes with what is needed to read and name places in them. */
export interface Block {
  readonly view: DataView;
  readonly littleEndian: boolean;
  /** What messages call the place, e.g. `a.mat` or `a.mat, inside the compressed element at offset 128`. */
  readonly label: string;
  /** Offset of the block's first byte, for messages. */
  readonly base: number;
  /** Largest size of an array of doubles made from the block. */
  readonly maxBytes: number;
}

/** One tagged element of a file: a type, and the bytes it covers. */
export interface Element {
  readonly type: number;
  readonly body: Block;
  /** Where the next element starts in the enclosing block. */
  readonly next: number;
}

/** Names a place in a block for a message. */
export function place(block: Block, offset: number): string {
  return `${block.label}, offset ${block.base + offset}`;
}

/** A problem at a place in a block. */
export function damaged(block: Block, offset: number, what: string): E.Either<DatasetProblem, never> {
  return failure('DamagedFile', {
    what,
    where: place(block, offset),
    why: 'the file was cut short or some of its bytes were changed',
    hint: 'get the file again, or save it once more from MATLAB',
  });
}

/** A part of a block, as a block. */
export function within(block: Block, offset: number, length: number): Block {
  const view = new DataView(block.view.buffer, block.view.byteOffset + offset, length);
  return { ...block, view, base: block.base + offset };
}

/**
 * The element at an offset of a block. An element has an 8-byte tag (type, size), or, when it has at most 4 bytes, a
 * 4-byte tag with the size in its upper half. Bodies are padded to a multiple of 8 bytes, except compressed ones.
 */
export function readElement(block: Block, offset: number): E.Either<DatasetProblem, Element> {
  const { view, littleEndian } = block;
  if (offset + 8 > view.byteLength) return damaged(block, offset, 'The file ends inside the tag of an element');
  const word = view.getUint32(offset, littleEndian);
  const smallSize = word >>> 16;
  if (smallSize > 4) return damaged(block, offset, `A small element claims ${smallSize} bytes, more than its 4`);
  if (smallSize > 0) {
    return E.right({ type: word & 0xffff, body: within(block, offset + 4, smallSize), next: offset + 8 });
  }
  const size = view.getUint32(offset + 4, littleEndian);
  const start = offset + 8;
  const left = view.byteLength - start;
  if (size > left) return damaged(block, offset, `An element claims ${size} bytes, but ${left} are left`);
  const padded = word === elementType.compressed ? size : Math.ceil(size / 8) * 8;
  return E.right({ type: word, body: within(block, start, size), next: start + Math.min(padded, left) });
}
