import * as E from 'fp-ts/lib/Either.js';
import type { Source } from './arguments';
import { build, type Order } from './build';
import { builtIn, cacheFolder, withWorkFolder, type Built } from './cache';
import { kernelsFor } from './kernels';
import type { Installed } from './package-folder';
import { place } from './place';
import type { NativeProblem } from './problem';
import { prove, type Proof } from './prove';
import type { World } from './world';

/** An addon in its place, which has trained there. */
export interface Made {
  readonly proof: Proof;
  /** Whether it was built earlier. */
  readonly cached: boolean;
}

/** Takes an addon from the cache, or builds it, and puts it in place. */
export async function make(world: World, wanted: Omit<Order, 'cache'>): Promise<E.Either<NativeProblem, Made>> {
  const cache = cacheFolder(world.environment);
  if (E.isLeft(cache)) return cache;
  const order = { ...wanted, cache: cache.right };
  const kept = order.force ? undefined : await inCache(world, order.cache, order.source, order.installed);
  if (kept !== undefined) {
    const proof = await putInPlace(world, kept, order.installed);
    if (E.isRight(proof)) return E.right({ proof: proof.right, cached: true });
    if (world.signal.aborted) return proof;
    world.say(`The one in the cache does not do (${proof.left.message}); it is built anew.`);
  }
  const built = await build(world, { ...order, force: order.force || kept !== undefined });
  if (E.isLeft(built)) return built;
  const proof = await putInPlace(world, built.right, order.installed);
  return E.isLeft(proof) ? proof : E.right({ proof: proof.right, cached: false });
}

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
