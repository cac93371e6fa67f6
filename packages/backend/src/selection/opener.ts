import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { tf } from '../tensorflow';
import { isBackendName, type Backend, type BackendName } from './backend';
import { choose } from './choose';
import { native, nativeGpu } from './native';
import { namedByEnvironment } from './node-process';
import { plain } from './plain';
import { unavailable, unknownBackend, type BackendProblem } from './problem';
import { prove } from './prove';
import { quietly } from './quietly';
import { webassembly } from './webassembly';
import { webgpu } from './webgpu';

/** How to choose a backend. */
export interface OpenOptions {
  /** `'auto'` (the default) takes what `BCL_BACKEND` names, or else the best that proves itself. */
  readonly name?: BackendName | 'auto';
  /**
   * The folder or address of the wasm backend's own `.wasm` files, with a slash at the end. A browser and a program that was
   * bundled into one file need it; elsewhere in Node they are found beside the package.
   */
  readonly wasmPath?: string;
  /**
   * Loads a package that may not be installed, by its name. A browser's bundler needs it to see those that a page shall have,
   * such as `@tensorflow/tfjs-backend-webgpu`.
   */
  readonly load?: (name: string) => Promise<unknown>;
}

/** A backend that proved itself, and what TensorFlow.js calls it. */
interface Proved {
  readonly backend: Backend;
  readonly registered: string;
}

const candidates = [nativeGpu, native, webgpu, webassembly, plain];

/** Makes an `openBackend` with which nothing is open yet. */
export function opener(): (options?: OpenOptions) => TaskEither<BackendProblem, Backend> {
  const proved = new Map<BackendName, Proved>();
  let current: Backend | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function open({
    name = 'auto',
    wasmPath,
    load = loadPackage,
  }: OpenOptions): Promise<E.Either<BackendProblem, Backend>> {
    const asked = name === 'auto' ? (current?.name ?? namedByEnvironment() ?? 'auto') : name;
    const where = name === 'auto' && asked !== 'auto' ? 'BCL_BACKEND' : undefined;
    if (asked !== 'auto' && !isBackendName(asked)) return E.left(unknownBackend(asked, where));
    const before = asked === 'auto' ? undefined : proved.get(asked);
    if (before !== undefined) {
      await tf.setBackend(before.registered);
      current = before.backend;
      return E.right(current);
    }
    const tried = asked === 'auto' ? candidates : candidates.filter((candidate) => candidate.name === asked);
    const chosen = await choose(tried, { load, wasmPath }, prove);
    if (E.isRight(chosen)) {
      current = chosen.right;
      proved.set(current.name, { backend: current, registered: tf.getBackend() });
      return chosen;
    }
    const registered = current && proved.get(current.name)?.registered;
    if (registered !== undefined) await tf.setBackend(registered);
    const last = chosen.left[chosen.left.length - 1];
    return E.left(unavailable(last.name, last.why, where));
  }

  return (options = {}) =>
    () => {
      const opening = queue.then(() => quietly(() => open(options)));
      queue = opening.catch(() => undefined);
      return opening;
    };
}

/** The comments keep bundlers from looking for packages that are not theirs. */
const loadPackage = (name: string): Promise<unknown> => import(/* @vite-ignore */ /* webpackIgnore: true */ name);
