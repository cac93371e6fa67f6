/**
 * Imports the modules named on the command line, one after the other, and reports what their assertions found.
 * Usage: node --enable-source-maps run-modules.mjs REPORT MODULE…
 *
 * REPORT receives one JSON line when a module begins and one when it has ended, so that a module that ends the whole
 * process is known by the line that is missing.
 */
import { appendFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { difference } from './equality.mjs';
import { assertion } from './assertion.mjs';

const [report, ...modules] = process.argv.slice(2);
const write = (entry) => appendFileSync(report, `${JSON.stringify(entry)}\n`);

/** @type {{ line: number, message: string }[]} */
let failures = [];
let assertions = 0;

globalThis[assertion] = (actual, expected, line) => {
  assertions += 1;
  const found = difference(actual, expected);
  if (found) failures.push({ line, message: found });
  return actual;
};

const lineInModule = (error, file) => {
  const name = file.replace(/\.js$/, '.ts').split('/').at(-1);
  const match = new RegExp(`/${name.replaceAll('.', '\\.')}:(\\d+)`).exec(error?.stack ?? '');
  return match ? Number(match[1]) : 1;
};
const inWords = (error) => (error instanceof Error ? `${error.name}: ${error.message}` : `threw ${String(error)}`);

let current;
process.on('unhandledRejection', (error) =>
  failures.push({ line: lineInModule(error, current), message: inWords(error) }),
);

for (const module of modules) {
  current = module;
  failures = [];
  assertions = 0;
  write({ begin: module });
  try {
    await import(pathToFileURL(module).href);
    // A rejection that nobody awaited is reported after the promises have had their turn.
    await new Promise((resolve) => setImmediate(resolve));
  } catch (error) {
    failures.push({ line: lineInModule(error, module), message: inWords(error) });
  }
  write({ end: module, failures, assertions });
}
// An example may leave a timer or a socket behind; its assertions are done.
process.exit(0);
