#!/usr/bin/env node
/** The command `bcl-worker`: the process around {@link main}. */
import { main } from './main';

const line = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`);

void main(process.argv.slice(2), {
  say: line(process.stdout),
  complain: line(process.stderr),
  // A package manager runs scripts elsewhere, and says here where they were typed.
  // eslint-disable-next-line no-restricted-properties -- this is the command's own process
  directory: process.env.INIT_CWD,
  onStop: (stop) => {
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  },
}).then((code) => process.exit(code));
