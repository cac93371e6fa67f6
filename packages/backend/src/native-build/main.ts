import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { HELP, readArguments, type Request, type Source } from './arguments';
import { kernelsFor } from './kernels';
import { make } from './make';
import { findPackage } from './package-folder';
import { hasAddon, placedIn } from './place';
import { exitCode, stopped, type NativeProblem } from './problem';
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
async function obtain(world: World, request: Request): Promise<E.Either<NativeProblem, string>> {
  const { source, force } = request;
  const started = world.seconds();
  const installed = await findPackage(world.searchFrom);
  if (E.isLeft(installed)) return installed;
  const { folder } = installed.right;
  const asked = source !== undefined || force;
  const there = asked || !hasAddon(folder, world.machine.napi) ? undefined : await prove(world, folder);
  const old = there !== undefined && E.isRight(there) ? await outdated(world, folder) : undefined;
  if (there !== undefined && E.isLeft(there))
    world.say(`The addon that is there does not do (${there.left.message}); another one takes its place.`);
  else if (there !== undefined && old === undefined)
    return E.right(`Already there: ${describe(there.right)}. --force makes it anew.`);
  if (old !== undefined)
    world.say('The addon that is there lacks kernels of this version; another one takes its place.');
  const wanted = resolve(source ?? old ?? { kind: 'cpu' }, world.directory);
  const made = await make(world, { ...request, source: wanted, installed: installed.right });
  if (E.isRight(made)) {
    const seconds = (world.seconds() - started).toFixed(1);
    const how = made.right.cached ? 'taken from the cache' : 'built';
    const hint = wanted.kind === 'gpu' && !made.right.proof.gpu ? '; it sees no GPU: does nvidia-smi?' : '';
    return E.right(`${describe(made.right.proof)}, ${how} in ${seconds} s${hint}`);
  }
  // One that trains is better than none.
  if (old !== undefined && there !== undefined && E.isRight(there) && !world.signal.aborted)
    return E.right(`Still there: ${describe(there.right)}. No newer one could be made: ${made.left.message}`);
  return made;
}

const describe = ({ tensorflow, gpu, kernels }: Proof): string =>
  `TensorFlow ${tensorflow} on the ${gpu ? 'GPU' : 'CPU'}${kernels && !gpu ? ' with kernels of our own' : ''}`;

const resolve = (source: Source, directory: string): Source =>
  source.kind === 'folder' ? { kind: 'folder', folder: path.resolve(directory, source.folder) } : source;

/** What an addon in place was built from, where it was built here and with other kernels than this version of the package has. */
async function outdated(world: World, folder: string): Promise<Source | undefined> {
  const manifest = await placedIn(folder);
  if (manifest?.kind !== 'cpu' && manifest?.kind !== 'folder') return undefined;
  const kernels = await kernelsFor(world);
  if (kernels === undefined || kernels.key === manifest.kernels) return undefined;
  return manifest.kind === 'cpu' ? { kind: 'cpu' } : { kind: 'folder', folder: manifest.folder ?? '' };
}
