import { engineNamed, type EngineName } from '../expectation/engines';
import { threadsFor } from './computing';
import { threadHost } from './host';

/** What of threads and engines there is, for programs that want to say it. */
export interface Capabilities {
  /** The engine that `auto` means here. */
  readonly engine: EngineName;
  /** Why it is not `wasm`, where it is not. */
  readonly engineReason?: string;
  /** Most threads that `auto` takes here, the calling one included. */
  readonly threads: number;
  /** Why it is one, where it is. */
  readonly threadsReason?: string;
}

/**
 * Says which engine and how many threads `auto` means in this process, and why not more.
 *
 * @example
 * ```ts
 * import { capabilities } from '@bcl/em';
 *
 * capabilities().engine; // => 'wasm'
 * ```
 */
export function capabilities(): Capabilities {
  const wasm = engineNamed('wasm') !== undefined;
  const threads = threadsFor({ threads: 'auto' }, Infinity);
  return {
    engine: wasm ? 'wasm' : 'typescript',
    ...(wasm ? {} : { engineReason: 'WebAssembly with SIMD cannot be started' }),
    threads,
    ...(threads > 1 ? {} : { threadsReason: whyOne() }),
  };
}

function whyOne(): string {
  const host = threadHost();
  if (typeof host === 'string') return host;
  return host.mainThread ? 'the machine has one core' : 'this is a worker thread itself';
}
