import { existsSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { Source } from './arguments';
import { findCompiler, type Parts } from './compile';
import { buildable, type Buildable } from './machine';
import { nodeHeaders } from './node-headers';
import { checkPip, download, VERSIONS } from './pip';
import type { NativeProblem } from './problem';
import { checkProcessor, type TensorFlow } from './tensorflow';
import { findTensorFlow } from './tensorflow-folder';
import { unpackCuda, unpackTensorFlow } from './wheel';
import type { World } from './world';

/** Where the parts of an addon come from and go to. */
export interface PartsRequest {
  readonly source: Exclude<Source, { kind: 'published' }>;
  /** The folder of @tensorflow/tfjs-node-gpu. */
  readonly package: string;
  readonly cache: string;
  readonly timeoutSeconds: number | undefined;
  /** A folder for what is of no use afterwards. */
  readonly work: string;
  /** The folder of what is built: libraries that the addon needs are put there. */
  readonly built: string;
}

/** Brings together what an addon is compiled from. */
export async function gatherParts(world: World, request: PartsRequest): Promise<E.Either<NativeProblem, Parts>> {
  const machine = buildable(world.machine);
  if (E.isLeft(machine)) return machine;
  // What is missing is said before hundreds of megabytes are fetched.
  const compiler = await findCompiler(world);
  if (E.isLeft(compiler)) return compiler;
  const headers = await nodeHeaders(world, request.cache);
  if (E.isLeft(headers)) return headers;
  const tensorflow = await provide(world, request, machine.right);
  if (E.isLeft(tensorflow)) return tensorflow;
  const right = await checkProcessor(tensorflow.right.libraries[0], machine.right);
  if (E.isLeft(right)) return right;
  const found = { compiler: compiler.right, headers: headers.right, tensorflow: tensorflow.right };
  return E.right({ ...found, source: request.package });
}

/** The TensorFlow to compile against: one that lies there, or a wheel, unpacked into what is built. */
async function provide(
  world: World,
  { source, timeoutSeconds, work, built }: PartsRequest,
  machine: Buildable,
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
