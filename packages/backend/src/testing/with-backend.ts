import { runOrThrow } from '@bcl/errors';
import type { Backend } from '../selection/backend';
import { namedByEnvironment } from '../selection/node-process';
import { openBackend } from '../selection/open-backend';

/** What is used of a test runner that has `beforeAll` as a global: Jest, Vitest, Mocha's `before` by another name. */
interface Runner {
  readonly beforeAll: (action: () => Promise<void>, timeout?: number) => void;
}

/**
 * Opens the backend before the tests of a file: what `BCL_BACKEND` names, or wasm, which is on every machine.
 *
 * @returns gives the backend, from within a test
 *
 * @example
 * ```ts no-run
 * import { withBackend } from '@bcl/backend/testing';
 *
 * const backend = withBackend();
 *
 * it('computes', () => {
 *   expect(backend().name).toBe('wasm');
 * });
 * ```
 */
export function withBackend(): () => Backend {
  let backend: Backend | undefined;
  const { beforeAll } = globalThis as unknown as Runner;
  beforeAll(async () => {
    backend = await runOrThrow(openBackend({ name: namedByEnvironment() === undefined ? 'wasm' : 'auto' }));
  });
  return () => {
    if (backend === undefined) throw new TypeError('The backend opens before the tests: call this within one.');
    return backend;
  };
}
