import { startWebAssembly, type WebAssemblyModule } from '@bcl/linalg';
import { binary } from './binary';
import { compiledLowRankKernel, type LowRankExports } from './compiled';
import type { LowRankInput, LowRankKernel } from './kernel';
import { plainLowRankKernel } from './typescript';

let started: { readonly module: WebAssemblyModule<LowRankExports> | undefined } | undefined;

/** The fastest kernel there is on this machine; it is used before the next one is made. */
export function lowRankKernel(input: LowRankInput): LowRankKernel {
  started ??= { module: startWebAssembly<LowRankExports>(binary) };
  return started.module === undefined ? plainLowRankKernel(input) : compiledLowRankKernel(started.module, input);
}
