import { getFileNameLowLevel, openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { errorCode, errorMessage } from '../files/error-code';
import { stopUnreadable } from '../files/unreadable';
import { problemIn, stop, stopIfAborted } from '../problem';
import { checkEntryName, entryKind, refuse } from './entry-name';
import { Allowance } from './limits';
import type { ReadingLimits } from './limits';
import type { AttributeText, PictureEntry, PictureSource } from './source';

const UNIX = 3;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;

/** The pictures in a zip archive. Its directory is read first; pictures are then read one by one, in the order wanted. */
export function zipSource(path: string, limits: ReadingLimits, signal?: AbortSignal): PictureSource {
  /** The archive's own entries, in the order of the listing. */
  const entries: Entry[] = [];
  return {
    list: () =>
      withZip(path, async (zip) => {
        entries.length = 0;
        const pictures: PictureEntry[] = [];
        let attributes: AttributeText | undefined;
        const allowance = new Allowance(path, limits);
        for await (const entry of zip.eachEntry()) {
          stopIfAborted(signal, path);
          allowance.entry();
          const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
          checkEntryName(name, path);
          checkEntry(entry, name, path);
          allowance.bytes(entry.uncompressedSize);
          const kind = name.endsWith('/') ? 'other' : entryKind(name);
          if (kind === 'other') continue;
          allowance.file(name, entry.uncompressedSize);
          if (kind === 'picture') {
            pictures.push({ name, bytes: entry.uncompressedSize });
            entries.push(entry);
          } else {
            const where = `${path}: ${name}`;
            attributes ??= { where, text: (await contentOf(zip, entry)).toString('utf8') };
          }
        }
        return attributes === undefined ? { pictures } : { pictures, attributes };
      }),

    read: (_, wanted, give) =>
      withZip(path, async (zip) => {
        for (const place of wanted) {
          stopIfAborted(signal, path);
          const content = await contentOf(zip, entries[place]).then(
            (bytes) => ({ bytes }),
            (error: unknown) => ({ damage: `it cannot be unpacked (${errorMessage(error)})` }),
          );
          await give(place, content);
        }
      }),
  };
}

async function withZip<A>(path: string, use: (zip: ZipFile) => Promise<A>): Promise<A> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { autoClose: false, decodeStrings: false });
  } catch (error) {
    return stopDamaged(path, error);
  }
  try {
    return await use(zip);
  } catch (error) {
    if (problemIn(error) !== undefined) throw error;
    return stopDamaged(path, error);
  } finally {
    zip.close();
  }
}

function checkEntry(entry: Entry, name: string, path: string): void {
  if (entry.isEncrypted()) {
    stop('Encrypted', {
      what: `'${name}' is encrypted`,
      where: path,
      why: 'the archive asks for a password',
      hint: 'unpack it yourself and name the folder',
    });
  }
  const mode = entry.versionMadeBy >>> 8 === UNIX ? entry.externalFileAttributes >>> 16 : 0;
  if ((mode & FILE_TYPE) === LINK) refuse(name, path, 'it is a link');
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  // The stream ends with an error when it gives more than the entry claims, which is within the limits.
  const pieces: Buffer[] = [];
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function stopDamaged(path: string, error: unknown): never {
  if (errorCode(error) !== 'unknown') stopUnreadable(path, error);
  const said = errorMessage(error);
  if (said.includes('encryption')) {
    stop('Encrypted', {
      what: 'The archive is encrypted',
      where: path,
      why: said,
      hint: 'unpack it yourself and name the folder',
    });
  }
  return stop('DamagedFile', {
    what: 'The zip archive cannot be read',
    where: path,
    why: `it was cut short or changed (${said})`,
    hint: 'get the file again',
  });
}
