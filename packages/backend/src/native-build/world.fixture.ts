import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Machine } from './machine';
import type { World } from './world';
import { makeZip } from './zip.fixture';

/** The beginning of a library for x64. */
export const elf = (machine = 0x3e): Buffer => {
  const header = Buffer.alloc(64);
  header.write('\x7fELF', 'latin1');
  header.writeUInt16LE(machine, 18);
  return header;
};

/** A wheel with what an addon needs, and more. */
export const tensorflowWheel = (files: Readonly<Record<string, string | Buffer>> = {}): Buffer =>
  makeZip({
    'tensorflow/libtensorflow_cc.so.2': elf(),
    'tensorflow/libtensorflow_framework.so.2': elf(),
    'tensorflow/include/tensorflow/c/c_api.h': '// the C interface',
    'tensorflow/include/tensorflow/core/platform/ctstring.h': '// strings',
    'tensorflow/include/external/llvm/huge.h': '// not needed',
    'tensorflow/python/ops.py': 'not needed',
    'tensorflow_cpu-2.21.0.dist-info/METADATA': 'Name: tensorflow_cpu\nVersion: 2.21.0\n',
    ...files,
  });

/** A world of its own in a folder: a package, programs on the PATH, a cache; and what was said in it. */
export interface FakeWorld {
  readonly world: World;
  readonly folder: string;
  /** The folder of the package. */
  readonly installed: string;
  readonly cache: string;
  readonly said: string[];
  readonly complained: string[];
  readonly stop: () => void;
  /** Puts a program on the PATH: a script of the plain shell, without any other program but /bin's. */
  readonly program: (name: string, script: string) => Promise<void>;
  /** The words with which a program was called, one call a line. */
  readonly calls: (name: string) => Promise<string[]>;
  readonly remove: () => Promise<void>;
}

/** In place of TensorFlow.js: an "addon" is JSON that says what it is and how it trains. */
const PACKAGE = `
const file = require('@mapbox/node-pre-gyp').find(require('node:path').join(__dirname, '../package.json'));
const addon = JSON.parse(require('node:fs').readFileSync(file, 'utf8'));
const any = () => ({ dataSync: () => [addon.trained ?? 1.18] });
module.exports = { variable: any, tensor2d: any, sum: any, square: any, sub: any, matMul: any,
  train: { sgd: () => ({ minimize: (loss) => loss() }) },
  backend: () => ({ binding: { TF_Version: addon.version }, isUsingGpuDevice: addon.gpu ?? false, executeMultipleOutputs }),
  tensor1d: any };
function executeMultipleOutputs(name) {
  if (addon.gelu === undefined) throw new Error('no ' + name);
  return [{ dataSync: () => [name === 'BclGelu' ? addon.gelu : 1] }];
}
`;
const PRE_GYP = "exports.find = (file) => require('node:path').join(file, '../lib/napi-v8/tfjs_binding.node');";

/** A compiler that "compiles" the given addon. */
export const compilerOf = (addon: object): string => `
  [ "$1" = --version ] && { echo 'c++ 12'; exit 0; }
  while [ "$1" != -o ]; do shift; done
  echo '${JSON.stringify(addon)}' > "$2"`;

/** A python3 whose pip gives the files in `wheels`. */
export const pipWith = (wheels: string): string => `
  [ "$3" = --version ] && { echo 'pip 23'; exit 0; }
  while [ "$1" != --dest ]; do shift; done
  /bin/cp ${wheels}/* "$2"`;

export async function fakeWorld(machine: Partial<Machine> = {}): Promise<FakeWorld> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bcl-native-'));
  const bin = path.join(folder, 'bin');
  const modules = path.join(folder, 'project/node_modules');
  const installed = path.join(modules, '@tensorflow/tfjs-node-gpu');
  const files = {
    [path.join(installed, 'package.json')]: JSON.stringify({
      version: '4.22.0',
      main: 'dist/index.js',
      scripts: { install: 'node scripts/install.js gpu download' },
    }),
    [path.join(installed, 'dist/index.js')]: PACKAGE,
    [path.join(modules, '@mapbox/node-pre-gyp/index.js')]: PRE_GYP,
    [path.join(folder, 'node/include/node/node_api.h')]: '// addons',
    [path.join(folder, 'wheels/tensorflow_cpu-2.21.0.whl')]: tensorflowWheel(),
  };
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await mkdir(bin);
  const said: string[] = [];
  const complained: string[] = [];
  const stop = new AbortController();
  const program = (name: string, script: string) =>
    writeFile(path.join(bin, name), `#!/bin/sh\necho "$*" >> ${folder}/${name}.calls\n${script}\n`, { mode: 0o755 });
  await program('c++', compilerOf({ version: '2.21.0' }));
  await program('python3', pipWith(path.join(folder, 'wheels')));
  let now = 0;
  return {
    world: {
      say: (line) => said.push(line),
      complain: (line) => complained.push(line),
      directory: folder,
      searchFrom: [path.join(folder, 'project')],
      kernelSources: path.join(folder, 'native'),
      environment: {
        PATH: bin,
        XDG_CACHE_HOME: path.join(folder, 'cache'),
        npm_config_nodedir: path.join(folder, 'node'),
      },
      machine: {
        ...{
          platform: 'linux',
          arch: 'x64',
          glibc: '2.36',
          node: process.execPath,
          nodeVersion: '20.0.0',
          napi: 8,
          processorFlags: [],
        },
        ...machine,
      },
      seconds: () => (now += 1.5),
      signal: stop.signal,
    },
    ...{ folder, installed, cache: path.join(folder, 'cache/bcl/native'), said, complained, program },
    stop: () => stop.abort(),
    calls: async (name) => {
      const file = path.join(folder, `${name}.calls`);
      return existsSync(file) ? (await readFile(file, 'utf8')).trim().split('\n') : [];
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The same world with one thing changed. */
export const changed = (fake: FakeWorld, change: Partial<World>): World => ({ ...fake.world, ...change });

/** Lays an unpacked TensorFlow into a folder. */
export async function unpackedTensorFlow(folder: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), file.endsWith('.h') ? '// a header' : elf());
  }
}
