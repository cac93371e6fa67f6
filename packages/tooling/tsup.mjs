/** Build settings shared by every workspace package: one for libraries (ESM, CJS and types), one for apps (ESM). */
import { defineConfig } from 'tsup';

export const library = (options = {}) =>
  defineConfig({
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    dts: true,
    clean: true,
    sourcemap: true,
    target: 'node20',
    tsconfig: 'tsconfig.json',
    ...options,
  });

export const application = (options = {}) =>
  defineConfig({
    entry: ['src/main.ts'],
    format: ['esm'],
    clean: true,
    sourcemap: true,
    target: 'node20',
    tsconfig: 'tsconfig.json',
    ...options,
  });
