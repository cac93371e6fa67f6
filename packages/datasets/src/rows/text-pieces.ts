import * as E from 'fp-ts/lib/Either.js';
import { ProblemError } from '@bcl/errors';
import { decodeText } from '../readers/text';
import type { Pieces } from './pieces';
import { fail, type SourceFile } from './source-file';

/** Some whole lines of a text file. */
export interface TextPiece {
  readonly text: string;
  /** How many lines of the file stand before it. */
  readonly linesBefore: number;
}

/** Longest line, and longest quoted cell, that is waited for. */
const LONGEST_LINE = 64 * 1024 * 1024;

const FEED = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/**
 * The text of a file in pieces that end where a line ends, and not within a quoted cell.
 *
 * @throws ProblemError for what is no text in UTF-8, and for a line without end
 */
export async function* textPieces(pieces: Pieces, file: SourceFile): AsyncGenerator<TextPiece, void, undefined> {
  let kept: Uint8Array = new Uint8Array(0);
  let linesBefore = 0;
  const decode = (bytes: Uint8Array): TextPiece => {
    const text = decodeText(bytes, file.path);
    if (E.isLeft(text)) throw new ProblemError(text.left);
    const piece = { text: text.right, linesBefore };
    linesBefore += countLines(bytes);
    return piece;
  };
  for await (const piece of pieces) {
    const joined = Buffer.concat([kept, piece]);
    const end = endOfLines(joined);
    kept = joined.subarray(end);
    if (kept.length > LONGEST_LINE)
      fail('DamagedFile', {
        what: `A line has no end within ${LONGEST_LINE} bytes`,
        where: `${file.path}, line ${linesBefore + countLines(joined.subarray(0, end)) + 1}`,
        why: 'a cell opens with a quote that is never closed, or the file is no table of text',
        hint: 'check the format, or mend the line',
      });
    if (end > 0) yield decode(joined.subarray(0, end));
  }
  if (kept.length > 0) yield decode(kept);
}

/** One past the last line feed that does not stand within quotes. */
function endOfLines(bytes: Uint8Array): number {
  if (!bytes.includes(QUOTE)) return bytes.lastIndexOf(FEED) + 1;
  let quoted = false;
  let end = 0;
  for (let i = 0; i < bytes.length; i++)
    if (bytes[i] === QUOTE) quoted = !quoted;
    else if (bytes[i] === FEED && !quoted) end = i + 1;
  return end;
}

/** Line ends of any system. */
function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(FEED); at >= 0; at = bytes.indexOf(FEED, at + 1)) lines++;
  for (let at = bytes.indexOf(RETURN); at >= 0; at = bytes.indexOf(RETURN, at + 1)) if (bytes[at + 1] !== FEED) lines++;
  return lines;
}
