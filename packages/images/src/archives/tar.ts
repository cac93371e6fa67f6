import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { Header } from 'tar-stream';
import { errorCode, errorMessage } from '../files/error-code';
import { stopUnreadable } from '../files/unreadable';
import { problemIn, stop, stopIfAborted } from '../problem';
import { checkEntryName, entryKind, refuse } from './entry-name';
import type { EntryKind } from './entry-name';
import { Allowance } from './limits';
import type { ReadingLimits } from './limits';
import type { AttributeText, PictureEntry, PictureSource } from './source';

/** The part of tar-stream's entries that is used here. */
interface TarEntry extends AsyncIterable<unknown> {
  readonly header: Header;
}

/** What a tar file is wrapped in. */
export type TarCompression = 'none' | 'gzip';

/**
 * The pictures in a tar archive. A tar file has no directory: it is read once for the names and again for the pictures,
 * in the order in which they are stored.
 */
export function tarSource(
  path: string,
  compression: TarCompression,
  limits: ReadingLimits,
  signal?: AbortSignal,
): PictureSource {
  return {
    async list() {
      const pictures: PictureEntry[] = [];
      let attributes: AttributeText | undefined;
      await eachFile(path, compression, limits, signal, async (name, kind, entry) => {
        const bytes = entry.header.size;
        if (kind === 'picture') pictures.push({ name, bytes });
        if (kind !== 'attributes' || attributes !== undefined) return;
        attributes = { where: `${path}: ${name}`, text: (await contentOf(entry)).toString('utf8') };
      });
      return attributes === undefined ? { pictures } : { pictures, attributes };
    },

    async read({ pictures }, wanted, give) {
      const places = new Set(wanted);
      let next = 0;
      await eachFile(path, compression, limits, signal, async (name, kind, entry) => {
        if (kind !== 'picture') return;
        const place = next++;
        if (pictures[place]?.name !== name) stopChanged(path);
        if (places.has(place)) await give(place, { bytes: await contentOf(entry) });
      });
      if (next !== pictures.length) stopChanged(path);
    },
  };
}

/** Hands over every file of the archive in turn; what is not read of it is passed over. */
async function eachFile(
  path: string,
  compression: TarCompression,
  limits: ReadingLimits,
  signal: AbortSignal | undefined,
  use: (name: string, kind: EntryKind, entry: TarEntry) => Promise<void>,
): Promise<void> {
  const archive = extract();
  const allowance = new Allowance(path, limits);
  const end = new EndOfTar();
  const meter = async function* (bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const piece of bytes) {
      stopIfAborted(signal, path);
      allowance.bytes(piece.length);
      end.see(piece);
      yield piece;
    }
  };
  const file = createReadStream(path, { highWaterMark: 2 ** 18 });
  const flow = compression === 'gzip' ? pipeline(file, createGunzip(), meter, archive) : pipeline(file, meter, archive);
  // Its failure is looked at when the loop has ended, which it makes the loop do.
  const failed = flow.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  try {
    for await (const entry of archive) {
      stopIfAborted(signal, path);
      allowance.entry();
      const { name, type, size } = entry.header;
      checkEntryName(name, path);
      if (type === 'file' || type === 'contiguous-file') {
        // tar writes ./ before the names when it is given the folder itself.
        const plain = name.replace(/^(\.\/)+/, '');
        const kind = entryKind(plain);
        if (kind !== 'other') allowance.file(plain, size);
        await use(plain, kind, entry);
      } else if (type !== 'directory') {
        refuse(name, path, `it is ${type === 'link' || type === 'symlink' ? 'a link' : `of type ${String(type)}`}`);
      }
      entry.resume();
    }
  } catch (error) {
    file.destroy();
    const cause = await failed;
    throw problemIn(error) === undefined ? damage(path, cause?.error ?? error) : error;
  }
  const cause = await failed;
  if (cause !== undefined) throw damage(path, cause.error);
  if (!end.seen()) throw damage(path, new Error('its end mark is missing'));
}

async function contentOf(entry: TarEntry): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of entry) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** A tar archive ends in two blocks of zeros; one cut off between two files would otherwise look whole. */
class EndOfTar {
  private zeros = 0;

  see(piece: Buffer): void {
    let i = piece.length;
    while (i > 0 && piece.length - i < 1024 && piece[i - 1] === 0) i--;
    const trailing = piece.length - i;
    this.zeros = trailing === piece.length ? this.zeros + trailing : trailing;
  }

  seen(): boolean {
    return this.zeros >= 1024;
  }
}

/** The problem behind an error of the streams, or the error itself when it is a defect. */
function damage(path: string, error: unknown): unknown {
  if (problemIn(error) !== undefined) return error;
  const code = errorCode(error);
  try {
    if (/^E[A-Z]+$/.test(code)) stopUnreadable(path, error);
    stop('DamagedFile', {
      what: 'The tar archive cannot be read',
      where: path,
      why: `it was cut short or changed (${errorMessage(error)})`,
      hint: 'get the file again',
    });
  } catch (stopped) {
    return stopped;
  }
}

function stopChanged(path: string): never {
  return stop('FileChanged', {
    what: 'The archive changed while it was read',
    where: path,
    why: 'another program writes to it',
    hint: 'wait until that is done and try again',
  });
}
