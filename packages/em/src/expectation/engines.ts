import type { Engine } from './kernel';
import { typescriptEngine } from './typescript/engine';
import { wasmEngine } from './wasm/engine';

/** The ways to compute a pass, by name. */
export type EngineName = 'wasm' | 'typescript';

/** The fastest way there is to compute on this machine. */
export const defaultEngine: Engine = wasmEngine ?? typescriptEngine;

/** The engine of this name, or undefined where it cannot run; the fastest there is for `auto`. */
export function engineNamed(name: EngineName | 'auto' = 'auto'): Engine | undefined {
  switch (name) {
    case 'auto':
      return defaultEngine;
    case 'wasm':
      return wasmEngine;
    case 'typescript':
      return typescriptEngine;
  }
}
