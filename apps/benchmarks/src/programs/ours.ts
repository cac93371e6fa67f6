import { fileURLToPath } from 'node:url';
import type { Program } from './run-program';

/** Our side in a process of its own, as the peer is, with the options that Node was called with: child.js beside the built main.js. */
export const ours: Program = {
  command: process.execPath,
  arguments: [...process.execArgv, fileURLToPath(new URL('./child.js', import.meta.url))],
};
