import * as E from 'fp-ts/lib/Either.js';
import { failure } from '../failure';
import type { DatasetProblem } from '../failure';

/** Longest text that is decoded in one piece; engines cannot hold much longer strings. */
const MAX_TEXT_BYTES = 500_000_000;

/** UTF-8 bytes as text, without a byte order mark. */
export function decodeText(bytes: Uint8Array, name: string): E.Either<DatasetProblem, string> {
  if (bytes.length > MAX_TEXT_BYTES) {
    return failure('TooLarge', {
      what: `The text has ${bytes.length} bytes`,
      where: name,
      why: `no more than ${MAX_TEXT_BYTES} can be held as one text`,
      hint: 'split the file and read its parts',
    });
  }
  const binary = bytes.indexOf(0);
  if (binary >= 0) {
    return failure('DamagedFile', {
      what: 'A zero byte stands where text is expected',
      where: `${name}, offset ${binary}`,
      why: 'the file is binary, damaged, or in UTF-16',
      hint: 'check the format, or save the file as UTF-8',
    });
  }
  try {
    return E.right(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return failure('DamagedFile', {
      what: 'The text is not valid UTF-8',
      where: name,
      why: 'the file is damaged, or was saved in another encoding such as Latin-1',
      hint: 'save the file as UTF-8',
    });
  }
}
