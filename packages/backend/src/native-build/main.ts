import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { HELP, readArguments, type Request, type Source } from './arguments';
import { build } from './build';
import { builtIn, cacheFolder, withWorkFolder, type Built } from './cache';
import { findPackage, type Installed } from './package-folder';
import { hasAddon, place } from './place';
import { exitCode, stopped, type NativeProblem } from './problem';
import { kernelsFor } from './kernels';
import { prove, type Proof } from './prove';
import type { World } from './world';

/**
 * The command `bcl-native`: gets the native addon and puts it in place.
 *
 * @returns the exit code: 0 it is there and trains, 1 it failed, 2 bad input, 3 this machine lacks what it takes
 */
export async function main(words: readonly string[], world: World): Promise<number> {
  const read = readArguments(words);
  if (E.isRight(read) && read.right.help) {
    world.say(HELP);
    return 0;
  }
  const done = E.isLeft(read) ? read : await obtain(world, read.right);
  if (E.isRight(done)) {
    world.say(done.right);
    return 0;
  }
  // What breaks when the user stops the command broke for that reason.
  const problem = world.signal.aborted ? stopped() : done.left;
  world.complain(`bcl-native: ${problem.message}`);
  return exitCode(problem);
}

/** Sees to the addon and says in one line what is there. */
async function obtain(
  world: World,
  { source, force, timeoutSeconds }: Request,
): Promise<E.Either<NativeProblem, string>> {
  const started = world.seconds();
  const installed = await findPackage(world.searchFrom);
  if (E.isLeft(installed)) return installed;
  const { folder } = installed.right;
  if (source === undefined && !force && hasAddon(folder, world.machine.napi)) {
    const there = await prove(world, folder);
    if (E.isRight(there)) return E.right(`Already there: ${describe(there.right)}. --force makes it anew.`);
    world.say(`The addon that is there does not do (${there.left.message}); another one takes its place.`);
  }
  const cache = cacheFolder(world.environment);
  if (E.isLeft(cache)) return cache;
  const wanted = resolve(source ?? { kind: 'cpu' }, world.directory);
  const kept = force ? undefined : await inCache(world, cache.right, wanted, installed.right);
  const order = { source: wanted, installed: installed.right, cache: cache.right, force, timeoutSeconds };
  const built = kept === undefined ? await build(world, order) : E.right(kept);
  if (E.isLeft(built)) return built;
  const there = await putInPlace(world, built.right, installed.right);
  if (E.isLeft(there)) return there;
  const seconds = (world.seconds() - started).toFixed(1);
  const how = kept === undefined ? 'built' : 'taken from the cache';
  const hint = wanted.kind === 'gpu' && !there.right.gpu ? '; it sees no GPU: does nvidia-smi?' : '';
  return E.right(`${describe(there.right)}, ${how} in ${seconds} s${hint}`);
}

const describe = ({ tensorflow, gpu }: Proof): string => `TensorFlow ${tensorflow} on the ${gpu ? 'GPU' : 'CPU'}`;

const resolve = (source: Source, directory: string): Source =>
  source.kind === 'folder' ? { kind: 'folder', folder: path.resolve(directory, source.folder) } : source;

/** The newest addon in the cache that is what was asked for; one of a folder is made anew, since that folder may have changed. */
async function inCache(
  world: World,
  cache: string,
  { kind }: Source,
  { version }: Installed,
): Promise<Built | undefined> {
  if (kind === 'folder') return undefined;
  const { platform, arch, napi } = world.machine;
  const kernels = kind === 'cpu' ? (await kernelsFor(world))?.key : undefined;
  const fits = ({ manifest }: Built) =>
    manifest.kind === kind &&
    manifest.tfjs === version &&
    manifest.platform === platform &&
    manifest.arch === arch &&
    manifest.napi === napi &&
    manifest.kernels === kernels;
  return (await builtIn(cache)).filter(fits).at(-1);
}

/** Puts it into the package and proves it as any program will load it. */
async function putInPlace(world: World, built: Built, { folder }: Installed): Promise<E.Either<NativeProblem, Proof>> {
  const done = await withWorkFolder(folder, async (work) => {
    await place(built, folder, work);
    return E.right(undefined);
  });
  return E.isLeft(done) ? done : prove(world, folder);
}
