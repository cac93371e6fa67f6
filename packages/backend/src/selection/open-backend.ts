import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { isBackendName, type Backend, type BackendName, type PassedOver } from './backend';
import type { Candidate, Environment } from './candidate';
import { namedByEnvironment } from './node-process';
import { native, nativeGpu } from './native';
import { plain } from './plain';
import { unavailable, unknownBackend, type BackendProblem } from './problem';
import { prove } from './prove';
import { webassembly } from './webassembly';

/** How to choose. */
export interface OpenOptions {
  /** `'auto'` (the default) takes what `BCL_BACKEND` names, or else the best that proves itself. */
  readonly name?: BackendName | 'auto';
  /** Where the wasm backend's own `.wasm` files lie, with a slash at the end; a browser needs it, Node does not. */
  readonly wasmPath?: string;
}

const candidates: readonly Candidate[] = [nativeGpu, native, webassembly, plain];

let open: Backend | undefined;

/**
 * Opens the backend.
 */
export function openBackend({ name = 'auto', wasmPath }: OpenOptions = {}): TaskEither<BackendProblem, Backend> {
  return async () => {
    const asked = name === 'auto' ? (namedByEnvironment() ?? 'auto') : name;
    const where = name === 'auto' ? 'BCL_BACKEND' : 'name';
    if (asked !== 'auto' && !isBackendName(asked)) return E.left(unknownBackend(asked, where));
    if (open !== undefined && (asked === 'auto' || asked === open.name)) return E.right(open);
    const environment: Environment = { load: (specifier) => import(specifier), wasmPath };
    const passedOver: PassedOver[] = [];
    for (const candidate of candidates) {
      if (asked !== 'auto' && asked !== candidate.name) continue;
      const started = await candidate.start(environment);
      const why = E.isLeft(started) ? started.left : await prove();
      if (why === undefined && E.isRight(started)) {
        open = { name: candidate.name, describe: started.right, passedOver };
        return E.right(open);
      }
      passedOver.push({ name: candidate.name, why: why ?? '' });
    }
    const last = passedOver.at(-1);
    return E.left(unavailable(last?.name ?? 'cpu', where, last?.why ?? 'there is none'));
  };
}
