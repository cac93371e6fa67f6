import { existsSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { isWorkFolder, withWorkFolder } from './cache';
import { reasonIn } from './command';
import { addonFile } from './compile';
import type { Installed } from './package-folder';
import { failed, notHere, stopped, type NativeProblem } from './problem';
import { runIn, type World } from './world';

/** What the script does not need, or what must not be there before it. */
const leftOut = new Set(['node_modules', 'dist', 'src', 'lib', 'deps', 'build', 'native']);

/**
 * Runs the package's own install script, which downloads libtensorflow and the published addon, on a copy of the package, and copies
 * what it got into `built`. The package itself stays as it is: the script rewrites files that package managers link to their store.
 */
export function fetchPublished(
  world: World,
  { folder, installScript }: Installed,
  built: string,
  timeoutSeconds: number | undefined,
): Promise<E.Either<NativeProblem, string>> {
  const script = installScript?.split(' ') ?? [];
  // Within the package, because the script finds what it requires from there only.
  return withWorkFolder(folder, async (copy) => {
    if (script[0] !== 'node') return E.left(failed({ what: 'The package has no install script', where: folder }));
    const taken = (await readdir(folder)).filter((name) => !leftOut.has(name) && !isWorkFolder(name));
    for (const name of taken) await cp(path.join(folder, name), path.join(copy, name), { recursive: true });
    const { end, stdout, stderr } = await runIn(world, [world.machine.node, ...script.slice(1)], {
      directory: copy,
      timeoutSeconds,
      environment: { PATH: [...programFolders(folder), world.environment.PATH ?? ''].join(path.delimiter) },
    });
    if (end === 'stopped') return E.left(stopped());
    const addon = addonFile(world.machine.napi);
    if (end !== 'done' || !existsSync(path.join(copy, addon))) {
      const why = end === 'late' ? `it was not there after ${timeoutSeconds} s` : reasonIn(`${stdout}\n${stderr}`);
      return E.left(notHere({ what: 'The published addon could not be fetched', where: installScript, why }));
    }
    for (const name of ['lib', 'deps'])
      if (existsSync(path.join(copy, name)))
        await cp(path.join(copy, name), path.join(built, name), { recursive: true, verbatimSymlinks: true });
    return E.right(path.join(built, addon));
  });
}

/** The `node_modules/.bin` folders from the package upwards: the script calls node-pre-gyp by name. */
function programFolders(folder: string): string[] {
  const parent = path.dirname(folder);
  const own = path.join(folder, 'node_modules', '.bin');
  return parent === folder ? [own] : [own, ...programFolders(parent)];
}
