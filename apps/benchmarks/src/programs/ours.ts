import { fileURLToPath } from 'node:url';
import type { Program } from './run-program';

/** @bcl/em in a process of its own, as the peer is: child.js beside the built main.js. */
export const ours: Program = {
  command: process.execPath,
  arguments: [...process.execArgv, fileURLToPath(new URL('./child.js', import.meta.url))],
};
