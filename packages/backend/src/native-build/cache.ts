import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { failedOnDisk, notHere, type NativeProblem } from './problem';

/** What a built addon is, as its `addon.json` says. */
export interface Manifest {
  readonly kind: 'cpu' | 'gpu' | 'published' | 'folder';
  /** TensorFlow's version, as the library itself says. */
  readonly tensorflow: string;
  /** The version of @tensorflow/tfjs-node-gpu. */
  readonly tfjs: string;
  readonly platform: string;
  readonly arch: string;
  readonly napi: number;
  /** The key of this package's own kernels that it was to be built with, also where they do not compile or run here; none without. */
  readonly kernels?: string;
  /** The folder whose libraries it uses where they lie; kind `folder` only. */
  readonly folder?: string;
}

/** A built addon: a folder with `lib/napi-vN/tfjs_binding.node`, `deps/lib` with the libraries, and `addon.json`. */
export interface Built {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Folders for work begin so; those whose process is gone are taken away. */
const WORK = 'work-';
const MANIFEST = 'addon.json';

/** Whether a folder of this name is one for work. */
export const isWorkFolder = (name: string): boolean => name.startsWith(WORK);

/** The folder that keeps what was built: `$XDG_CACHE_HOME/bcl/native`, or the same below `~/.cache`. */
export function cacheFolder({
  XDG_CACHE_HOME: cache,
  HOME: home,
}: Record<string, string | undefined>): E.Either<NativeProblem, string> {
  if (cache !== undefined && path.isAbsolute(cache)) return E.right(path.join(cache, 'bcl', 'native'));
  if (home !== undefined && path.isAbsolute(home)) return E.right(path.join(home, '.cache', 'bcl', 'native'));
  return E.left(notHere({ what: 'There is no folder for the cache', hint: 'set XDG_CACHE_HOME to an absolute path' }));
}

/** The name of a built addon's folder; two addons with the same name were made of the same. */
export const builtName = ({ kind, tensorflow, tfjs, platform, arch, napi, kernels }: Manifest): string =>
  `${kind}-${tensorflow}-tfjs-${tfjs}-napi-v${napi}-${platform}-${arch}${kernels === undefined ? '' : `-kernels-${kernels}`}`;

/** What lies in the cache and is complete; a folder whose `addon.json` is missing or odd is none. */
export async function builtIn(cache: string): Promise<readonly Built[]> {
  const names = (await readdir(cache).catch(() => [])).filter((name) => !isWorkFolder(name)).sort();
  const found = await Promise.all(
    names.map(async (name): Promise<Built | undefined> => {
      const folder = path.join(cache, name);
      const manifest = await readManifest(folder);
      return manifest !== undefined && builtName(manifest) === name ? { folder, manifest } : undefined;
    }),
  );
  return found.filter((built) => built !== undefined);
}

/** What a folder says it holds; undefined where it says nothing that can be read. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(path.join(folder, MANIFEST), 'utf8')) as Manifest;
    return typeof manifest.tensorflow === 'string' && typeof manifest.kind === 'string' ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** The text of an `addon.json`. */
export const manifestFile = (manifest: Manifest): readonly [name: string, text: string] => [
  MANIFEST,
  `${JSON.stringify(manifest, undefined, 2)}\n`,
];

/**
 * Does work in a folder of its own within `parent`, which is gone afterwards however the work ends; folders that processes left
 * behind when they were killed go first.
 */
export async function withWorkFolder<T>(
  parent: string,
  work: (folder: string) => Promise<E.Either<NativeProblem, T>>,
): Promise<E.Either<NativeProblem, T>> {
  let folder: string | undefined;
  try {
    await mkdir(parent, { recursive: true });
    for (const name of await readdir(parent))
      if (isWorkFolder(name) && !isRunning(Number(name.split('-')[1])))
        await rm(path.join(parent, name), { recursive: true, force: true });
    folder = await mkdtemp(path.join(parent, `${WORK}${process.pid}-`));
    return await work(folder);
  } catch (error) {
    return E.left(failedOnDisk('Cannot make the addon', parent, error));
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Puts a finished folder under its name in one step. What another process has put there meanwhile is as good; `force` replaces it. */
export async function keep(finished: string, destination: string, force: boolean): Promise<void> {
  if (force) await retire(destination);
  try {
    await rename(finished, destination);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    if ((await readManifest(destination)) !== undefined) return;
    await retire(destination);
    await rename(finished, destination);
  }
}

/** Takes a folder away: out of sight in one step, then its files. */
export async function retire(folder: string): Promise<void> {
  const aside = path.join(path.dirname(folder), `${WORK}${process.pid}-${path.basename(folder)}`);
  try {
    await rename(folder, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}
