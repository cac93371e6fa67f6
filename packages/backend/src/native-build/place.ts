import { existsSync } from 'node:fs';
import {
  constants,
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import path from 'node:path';
import { builtName, readManifest, type Built, type Manifest } from './cache';
import { addonFile } from './compile';

/** The folder of the package that holds what was put there, one folder a built addon; its `lib` is a link to one of them. */
const HELD = 'native';

/** What an installation or a build by hand leaves in the package. */
const leftovers = ['deps', 'build'];

/** Whether the package has an addon at all, from here or from elsewhere, working or not. */
export const hasAddon = (folder: string, napi: number): boolean => existsSync(path.join(folder, addonFile(napi)));

/** What the addon in place says of itself; undefined where it did not come from here. */
export const placedIn = async (folder: string): Promise<Manifest | undefined> =>
  readManifest(path.dirname(await realpath(path.join(folder, 'lib')).catch(() => folder)));

/**
 * Puts a built addon into the package. Files are linked where the disk is the same, else copied, into a folder of their own; then the
 * package's `lib` becomes a link to it in one step. So there is the addon from before or the new one, whole, at any moment.
 */
export async function place({ folder: built, manifest }: Built, folder: string, work: string): Promise<void> {
  const name = builtName(manifest);
  const staged = path.join(work, name);
  await linkOrCopy(built, staged);
  const held = path.join(folder, HELD);
  await mkdir(held, { recursive: true });
  // A name that is taken may be in use by a running program, and may hold something older.
  const taken = await readdir(held);
  const own = taken.includes(name) ? unused(name, taken) : name;
  await rename(staged, path.join(held, own));
  const next = path.join(work, 'lib');
  await symlink(path.join(HELD, own, 'lib'), next, 'junction');
  const lib = path.join(folder, 'lib');
  // A link is replaced in one step; a folder that npm or a build left has to go first.
  if ((await lstat(lib).catch(() => undefined))?.isSymbolicLink() === false)
    await rename(lib, path.join(work, 'old-lib'));
  await rename(next, lib);
  for (const other of taken) await rm(path.join(held, other), { recursive: true, force: true });
  for (const other of leftovers) await rm(path.join(folder, other), { recursive: true, force: true });
}

function unused(name: string, taken: readonly string[]): string {
  let count = 2;
  while (taken.includes(`${name}-${count}`)) count += 1;
  return `${name}-${count}`;
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await linkOrCopy(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else
      await link(source, target).catch((error: NodeJS.ErrnoException) => {
        if (!['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP'].includes(error.code ?? '')) throw error;
        return copyFile(source, target, constants.COPYFILE_FICLONE);
      });
  }
}
