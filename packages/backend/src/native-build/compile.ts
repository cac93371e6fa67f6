import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { reasonIn } from './command';
import type { Kernels } from './kernels';
import { failed, notHere, stopped, type NativeProblem } from './problem';
import type { TensorFlow } from './tensorflow';
import { runIn, type World } from './world';

const compilers = ['c++', 'g++', 'clang++'];

/** Finds a compiler for C++: what `CXX` names, or the usual ones. */
export async function findCompiler(world: World): Promise<E.Either<NativeProblem, readonly string[]>> {
  const named = world.environment.CXX?.split(/\s+/).filter((word) => word !== '') ?? [];
  const candidates = named.length > 0 ? [named] : compilers.map((compiler) => [compiler]);
  for (const words of candidates) {
    const { end } = await runIn(world, [...words, '--version'], { timeoutSeconds: 60 });
    if (end === 'done') return E.right(words);
    if (end === 'stopped') return E.left(stopped());
  }
  const where = named.length > 0 ? `CXX is '${named.join(' ')}'` : `none of ${compilers.join(', ')}`;
  return E.left(
    notHere({
      what: 'A compiler for C++ is needed, and there is none',
      where,
      hint: 'apt-get install g++, or set CXX',
    }),
  );
}

/** What goes into an addon. */
export interface Parts {
  readonly compiler: readonly string[];
  /** The folder of @tensorflow/tfjs-node-gpu, which has the addon's source. */
  readonly source: string;
  readonly tensorflow: TensorFlow;
  /** The folder of `node_api.h`. */
  readonly headers: string;
}

/** Where an addon lies within what was built, and within the package: node-pre-gyp looks there. */
export const addonFile = (napi: number): string => path.join('lib', `napi-v${napi}`, 'tfjs_binding.node');

/**
 * Compiles the addon into `built`. The compiler is called directly, as node-gyp would have make call it: no make and no Python is
 * needed, and nothing is written into the package.
 *
 * @param kernels - this package's own; undefined leaves them out
 */
export async function compile(
  world: World,
  built: string,
  { compiler, source, tensorflow, headers }: Parts,
  kernels: Kernels | undefined,
): Promise<E.Either<NativeProblem, string>> {
  const addon = path.join(built, addonFile(world.machine.napi));
  await mkdir(path.dirname(addon), { recursive: true });
  const defines = [
    `-DNAPI_VERSION=${world.machine.napi}`,
    '-DNODE_GYP_MODULE_NAME=tfjs_binding',
    '-DBUILDING_NODE_EXTENSION',
  ];
  const includes = ['-I', tensorflow.include, '-I', headers, '-I', path.dirname(source)];
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => path.join(source, 'binding', file));
  const linked = [...tensorflow.libraries, `-Wl,-rpath,${tensorflow.runPath}`];
  if (kernels !== undefined) {
    const object = path.join(path.dirname(built), 'kernels.o');
    const files = ['-I', tensorflow.include, '-c', path.join(kernels.folder, 'kernels.cc'), '-o', object];
    const compiled = await runIn(world, [...compiler, '-std=c++17', ...kernels.flags, '-fPIC', '-Wno-psabi', ...files]);
    if (compiled.end === 'stopped') return E.left(stopped());
    if (compiled.end !== 'done') {
      const why = reasonIn(compiled.stderr);
      return E.left(failed({ what: 'The kernels do not compile', where: compiler.join(' '), why }));
    }
    // Last: of templates that others instantiate too, the linker takes the first, which runs on any processor.
    sources.push(path.join(kernels.folder, 'start.cc'), object);
    defines.push(`-DBCL_LEVEL=${kernels.level}`);
    linked.push('-pthread');
  }
  const { end, stderr } = await runIn(world, [
    ...compiler,
    ...['-std=c++17', '-O2', '-fPIC', '-shared', ...defines, ...includes, ...sources, '-o', addon, ...linked],
  ]);
  if (end === 'done') return E.right(addon);
  if (end === 'stopped') return E.left(stopped());
  const why = /No space left on device/.test(stderr) ? 'the disk is full' : reasonIn(stderr);
  return E.left(failed({ what: 'The addon does not compile', where: compiler.join(' '), why }));
}
