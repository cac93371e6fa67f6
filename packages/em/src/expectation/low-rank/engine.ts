import { startWebAssembly, type WebAssemblyModule } from '@bcl/linalg';
import type { EngineName } from '../engines';
import { binary } from './binary';
import { compiledLowRank, type LowRankExports } from './compiled';
import type { LowRankEngine } from './kernel';
import { plainLowRank } from './typescript';

let started: { readonly module: WebAssemblyModule<LowRankExports> | undefined } | undefined;

/** The kernels of this engine; the fastest that there are on this machine for `auto`. */
export function lowRankEngine(name: EngineName | 'auto'): LowRankEngine {
  if (name === 'typescript') return plainLowRank;
  started ??= { module: startWebAssembly<LowRankExports>(binary) };
  return started.module === undefined ? plainLowRank : compiledLowRank(started.module);
}
