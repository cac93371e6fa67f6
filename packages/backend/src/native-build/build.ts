import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { Source } from './arguments';
import { builtIn, builtName, keep, manifestFile, retire, withWorkFolder, type Built, type Manifest } from './cache';
import { compile } from './compile';
import { kernelsFor, type Kernels } from './kernels';
import type { Installed } from './package-folder';
import type { NativeProblem } from './problem';
import { gatherParts, type PartsRequest } from './parts';
import { prove, type Proof } from './prove';
import { fetchPublished } from './published';
import type { World } from './world';

/** What is to be built. */
export interface Order {
  readonly source: Source;
  readonly installed: Installed;
  readonly cache: string;
  readonly force: boolean;
  readonly timeoutSeconds: number | undefined;
}

/** Builds an addon and keeps it in the cache; it has trained before it gets there. */
export function build(world: World, order: Order): Promise<E.Either<NativeProblem, Built>> {
  const { source, installed, cache, force } = order;
  return withWorkFolder(cache, async (work) => {
    const built = path.join(work, 'built');
    await mkdir(built);
    // They compute on the CPU only.
    const kernels = source.kind === 'gpu' || source.kind === 'published' ? undefined : await kernelsFor(world);
    const proof =
      source.kind === 'published'
        ? await fetchAndProve(world, order, built)
        : await compileAndProve(world, { ...order, source, package: installed.folder, work, built }, kernels);
    if (E.isLeft(proof)) return proof;
    const { platform, arch, napi } = world.machine;
    const manifest: Manifest = {
      ...{ kind: source.kind, tensorflow: proof.right.tensorflow, tfjs: installed.version, platform, arch, napi },
      ...(kernels && { kernels: kernels.key }),
      ...(source.kind === 'folder' ? { folder: source.folder } : {}),
    };
    const [name, text] = manifestFile(manifest);
    await writeFile(path.join(built, name), text, { flush: true });
    const folder = path.join(cache, builtName(manifest));
    await keep(built, folder, force || source.kind === 'folder');
    await dropOlder(cache, manifest);
    return E.right({ folder, manifest });
  });
}

/** Takes what differs from an addon in the version of its kernels alone out of the cache: each is some 820 MB. */
async function dropOlder(cache: string, manifest: Manifest): Promise<void> {
  if (manifest.kernels === undefined) return;
  const name = builtName(manifest);
  const start = name.slice(0, name.lastIndexOf('-') + 1);
  for (const old of await builtIn(cache)) {
    const other = path.basename(old.folder);
    if (other.startsWith(start) && other !== name) await retire(old.folder);
  }
}

async function fetchAndProve(world: World, order: Order, built: string): Promise<E.Either<NativeProblem, Proof>> {
  const addon = await fetchPublished(world, order.installed, built, order.timeoutSeconds);
  return E.isLeft(addon) ? addon : prove(world, order.installed.folder, addon.right);
}

/** With the kernels, and where that does not do, without: the addon then computes the same, slower. */
async function compileAndProve(
  world: World,
  request: PartsRequest,
  kernels: Kernels | undefined,
): Promise<E.Either<NativeProblem, Proof>> {
  const parts = await gatherParts(world, request);
  if (E.isLeft(parts)) return parts;
  const attempt = async (own: Kernels | undefined): Promise<E.Either<NativeProblem, Proof>> => {
    world.say('Compiling …');
    const addon = await compile(world, request.built, parts.right, own);
    return E.isLeft(addon) ? addon : prove(world, request.package, addon.right);
  };
  const first = await attempt(kernels);
  if (E.isRight(first) || kernels === undefined || world.signal.aborted) return first;
  world.say(
    `With kernels of our own it does not do (${first.left.message}); it is made without them (--force tries again).`,
  );
  return attempt(undefined);
}
