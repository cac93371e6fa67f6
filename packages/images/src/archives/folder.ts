import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../files/error-code';
import { readBytes, statOf } from '../files/read-bytes';
import { stopUnreadable } from '../files/unreadable';
import { stopIfAborted } from '../problem';
import { entryKind } from './entry-name';
import { Allowance } from './limits';
import type { ReadingLimits } from './limits';
import type { AttributeText, PictureEntry, PictureSource } from './source';

/** The pictures in a folder and the folders in it. Links are followed, for the user made them, but in no circle. */
export function folderSource(path: string, limits: ReadingLimits, signal?: AbortSignal): PictureSource {
  return {
    async list() {
      const pictures: PictureEntry[] = [];
      let attributes: AttributeText | undefined;
      const allowance = new Allowance(path, limits);
      const entered = new Set<string>();
      const visit = async (inside: string): Promise<void> => {
        const folder = join(path, inside);
        const real = await realpath(folder).catch((error: unknown) => stopUnreadable(folder, error));
        if (entered.has(real)) return;
        entered.add(real);
        const found = await readdir(folder, { withFileTypes: true }).catch((e: unknown) => stopUnreadable(folder, e));
        for (const { name: own } of found.sort(byName)) {
          stopIfAborted(signal, path);
          allowance.entry();
          const name = inside === '' ? own : `${inside}/${own}`;
          const stats = await statOf(join(path, name));
          const kind = entryKind(name);
          if (stats.isDirectory() && !own.startsWith('.')) await visit(name);
          if (!stats.isFile() || kind === 'other') continue;
          allowance.file(name, stats.size);
          if (kind === 'picture') pictures.push({ name, bytes: stats.size, changed: stats.mtimeMs });
          else attributes ??= { where: join(path, name), text: await textOf(join(path, name), limits) };
        }
      };
      await visit('');
      return attributes === undefined ? { pictures } : { pictures, attributes };
    },

    async read({ pictures }, wanted, give) {
      for (const place of wanted) {
        stopIfAborted(signal, path);
        const content = await readFile(join(path, pictures[place].name)).then(
          (bytes) => ({ bytes }),
          (error: unknown) => ({ damage: `it cannot be read (${errorCode(error)})` }),
        );
        await give(place, content);
      }
    },
  };
}

async function textOf(path: string, limits: ReadingLimits): Promise<string> {
  return (await readBytes(path, limits.entryBytes)).toString('utf8');
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
