/** Writes examples out as modules, in a folder from which they resolve the workspace's built packages. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { assertion } from './assertion.mjs';
import { instrument } from './instrument.mjs';

/**
 * Empties `folder` and prepares it: `node_modules/@bcl/<name>` links to each package, as an installed copy would be.
 *
 * @param {string} folder
 * @param {readonly import('../run/workspace.mjs').Member[]} packages
 */
export function prepareFolder(folder, packages) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'node_modules/@bcl'), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module", "private": true }\n');
  for (const member of packages) {
    symlinkSync(member.folder, path.join(folder, 'node_modules', member.name), 'junction');
  }
}

/**
 * Writes the example as it stands, for the type check.
 *
 * @returns {string} the file's path
 */
export function writeForTypes(folder, index, example) {
  const file = path.join(folder, `${index}.ts`);
  writeFileSync(file, `${example.code}\n`);
  return file;
}

/**
 * Writes the example with its assertions, for the run. The stack of an error leads back to the example's lines through
 * the inline source map.
 *
 * @returns {string} the file's path
 * @throws SyntaxError when an assertion is malformed
 */
export function writeForRun(folder, index, example) {
  const { code } = instrument(example.code);
  const source = `const ${assertion} = globalThis.${assertion}; ${code}\n`;
  const { outputText } = ts.transpileModule(source, {
    fileName: `${index}.run.ts`,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      inlineSourceMap: true,
    },
  });
  const file = path.join(folder, `${index}.run.js`);
  writeFileSync(file, outputText);
  return file;
}
