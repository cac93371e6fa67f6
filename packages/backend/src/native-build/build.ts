import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { Source } from './arguments';
import { builtIn, builtName, keep, manifestFile, retire, withWorkFolder, type Built, type Manifest } from './cache';
import { compile, findCompiler } from './compile';
import { kernelsFor, type Kernels } from './kernels';
import { buildable, type Buildable } from './machine';
import { nodeHeaders } from './node-headers';
import type { Installed } from './package-folder';
import { checkPip, download, VERSIONS } from './pip';
import type { NativeProblem } from './problem';
import { prove } from './prove';
import { fetchPublished } from './published';
import { checkProcessor, type TensorFlow } from './tensorflow';
import { findTensorFlow } from './tensorflow-folder';
import { unpackCuda, unpackTensorFlow } from './wheel';
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
    const addon =
      source.kind === 'published'
        ? await fetchPublished(world, installed, built, order.timeoutSeconds)
        : await fromSource(world, order, source, work, built, kernels);
    if (E.isLeft(addon)) return addon;
    const proof = await prove(world, installed.folder, addon.right);
    if (E.isLeft(proof)) return proof;
    const { platform, arch, napi } = world.machine;
    const manifest: Manifest = {
      ...{ kind: source.kind, tensorflow: proof.right.tensorflow, tfjs: installed.version, platform, arch, napi },
      ...(kernels === undefined
        ? {}
        : { kernels: kernels.key, ...(proof.right.kernels ? {} : { kernelsMissing: true }) }),
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

async function fromSource(
  world: World,
  order: Order,
  source: Exclude<Source, { kind: 'published' }>,
  work: string,
  built: string,
  kernels: Kernels | undefined,
): Promise<E.Either<NativeProblem, string>> {
  const machine = buildable(world.machine);
  if (E.isLeft(machine)) return machine;
  // What is missing is said before hundreds of megabytes are fetched.
  const compiler = await findCompiler(world);
  if (E.isLeft(compiler)) return compiler;
  const headers = await nodeHeaders(world, order.cache);
  if (E.isLeft(headers)) return headers;
  const tensorflow = await provide(world, order, source, machine.right, work, built);
  if (E.isLeft(tensorflow)) return tensorflow;
  const right = await checkProcessor(tensorflow.right.libraries[0], machine.right);
  if (E.isLeft(right)) return right;
  world.say('Compiling …');
  const parts = { compiler: compiler.right, source: order.installed.folder, headers: headers.right, kernels };
  return compile(world, built, { ...parts, tensorflow: tensorflow.right });
}

/** The TensorFlow to compile against: one that lies there, or a wheel, unpacked into what is built. */
async function provide(
  world: World,
  { timeoutSeconds }: Order,
  source: Exclude<Source, { kind: 'published' }>,
  machine: Buildable,
  work: string,
  built: string,
): Promise<E.Either<NativeProblem, TensorFlow>> {
  const unpackOne = (wheel: string) => unpackTensorFlow(wheel, built, work, world.signal);
  if (source.kind === 'folder')
    // A wheel that is not there is answered as a folder that is not there.
    return source.folder.endsWith('.whl') && existsSync(source.folder)
      ? unpackOne(source.folder)
      : findTensorFlow(source.folder);
  const pip = await checkPip(world);
  if (E.isLeft(pip)) return pip;
  const wanted = `${source.kind === 'gpu' ? 'tensorflow' : 'tensorflow-cpu'}${VERSIONS}`;
  world.say(`Downloading ${wanted} by pip (${source.kind === 'gpu' ? 'about 600 MB' : 'about 270 MB'}) …`);
  const fetched = await download(world, machine, path.join(work, 'wheels'), { requirements: [wanted], timeoutSeconds });
  if (E.isLeft(fetched)) return fetched;
  const unpacked = await unpackOne(fetched.right[0]);
  if (E.isLeft(unpacked) || source.kind === 'cpu') return unpacked;
  const { cuda } = unpacked.right;
  world.say(`Downloading the CUDA libraries it names by pip (${cuda.length} packages, about 3 GB) …`);
  const folder = path.join(work, 'cuda');
  const libraries = await download(world, machine, folder, { requirements: cuda, timeoutSeconds });
  if (E.isLeft(libraries)) return libraries;
  for (const wheel of libraries.right) {
    const done = await unpackCuda(wheel, built, world.signal);
    if (E.isLeft(done)) return done;
  }
  return unpacked;
}
