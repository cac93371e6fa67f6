#!/usr/bin/env node
/** The command `bcl-native`: the process around {@link main}. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { thisMachine } from './machine';
import { main } from './main';

const line = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

/* eslint-disable no-restricted-properties, no-restricted-globals -- this is the command's own process */
const { env } = process;
// A package manager runs scripts elsewhere, and says here where they were typed.
const directory = env.INIT_CWD ?? process.cwd();
const seconds = () => performance.now() / 1000;
/* eslint-enable */

const command = realpathSync(process.argv[1]);
const world = {
  say: line(process.stdout),
  complain: line(process.stderr),
  directory,
  // From this file first: what @bcl/backend itself would load.
  searchFrom: [command, directory],
  // Beside the folder of the command itself.
  kernelSources: path.join(path.dirname(command), '..', 'native'),
  environment: env,
  machine: thisMachine(),
  seconds,
  signal: stop.signal,
};
main(process.argv.slice(2), world).then(
  (code) => process.exit(code),
  (error: unknown) => {
    world.complain(`bcl-native broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exit(1);
  },
);
