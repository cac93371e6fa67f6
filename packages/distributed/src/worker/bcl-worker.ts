#!/usr/bin/env node
/** The command `bcl-worker`: the process around {@link main}. */
import { main } from './main';

const line = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`);

void main(process.argv.slice(2), {
  say: line(process.stdout),
  complain: line(process.stderr),
  onStop: (stop) => {
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  },
}).then((code) => process.exit(code));
