/** A clean project outside the workspace that installs the tarballs, as a user's project would. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { runCommand } from '../run/command.mjs';
import { pnpm } from '../run/workspace.mjs';
import { tarballOf } from './pack.mjs';

/**
 * Creates the project in `folder` and installs it. `@bcl/*` means the tarballs, in each other's dependencies too;
 * everything else comes from the registry, or from pnpm's store where it lies there already.
 *
 * @param {readonly import('../run/workspace.mjs').Member[]} members
 * @param {{ folder: string, tarballs: string, dependencies: Record<string, string> }} options dependencies: what a
 *   user's own code imports besides
 * @returns {Promise<import('../run/command.mjs').Finished>}
 */
export function installConsumer(members, { folder, tarballs, dependencies }) {
  const files = tarballsOf(members, tarballs);
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { ...dependencies, ...files },
    pnpm: { overrides: files },
  };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return install(folder);
}

/** Each package as the tarball that stands for its published version: a dependency, and an override of dependencies. */
export const tarballsOf = (members, tarballs) =>
  Object.fromEntries(members.map((member) => [member.name, `file:${tarballOf(member, tarballs)}`]));

/** Installs the project in `folder`, which is in no workspace. */
export function install(folder) {
  const command = [...pnpm(), 'install', '--ignore-workspace', '--no-frozen-lockfile', '--prefer-offline'];
  return runCommand(command, { cwd: folder });
}

const loaders = {
  esm: ['load.mjs', 'const load = (name) => import(name);'],
  cjs: ['load.cjs', 'const load = async (name) => require(name);'],
};

/**
 * Loads every entry of every package in one format and lists what each exports.
 *
 * @param {string} folder
 * @param {'esm' | 'cjs'} format
 * @param {readonly string[]} names
 * @returns {Promise<Record<string, { exports?: string[], error?: string }>>}
 */
export async function loadPackages(folder, format, names) {
  const [file, loader] = loaders[format];
  writeFileSync(
    path.join(folder, file),
    `${loader}
const found = {};
(async () => {
  for (const name of ${JSON.stringify(names)}) {
    try {
      const exported = Object.keys(await load(name)).filter((key) => key !== 'default' && key !== '__esModule');
      found[name] = { exports: exported.sort() };
    } catch (error) {
      found[name] = { error: String(error && error.stack) };
    }
  }
  console.log(JSON.stringify(found));
})();
`,
  );
  const finished = await runCommand([process.execPath, file], { cwd: folder, timeoutSeconds: 120 });
  try {
    return JSON.parse(finished.stdout);
  } catch {
    const error = `loading printed something of its own, or died:\n${finished.output}`;
    return Object.fromEntries(names.map((name) => [name, { error }]));
  }
}

/**
 * The type errors that a user with strict settings and without skipLibCheck would see inside our declarations, when
 * importing every package from an ES module and from a CommonJS module.
 *
 * @returns {Map<string, string[]>} by package name; packages without errors are absent
 */
export function declarationErrors(folder, names) {
  const entries = ['types.mts', 'types.cts'].map((file) => path.join(folder, file));
  const imports = names.map((name, index) => `import * as p${index} from '${name}';\nvoid p${index};`).join('\n');
  for (const entry of entries) writeFileSync(entry, `${imports}\n`);
  const program = ts.createProgram(entries, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    types: [],
  });
  const errors = new Map();
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const file = diagnostic.file?.fileName ?? '';
    const name = names.find((candidate) => file.includes(`/node_modules/${candidate}/`));
    // What is wrong inside a third party's declarations is theirs.
    if (name === undefined && !entries.includes(file)) continue;
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    for (const blamed of name === undefined ? names : [name]) {
      errors.set(blamed, [...(errors.get(blamed) ?? []), `${path.basename(file)}: ${text}`]);
    }
  }
  return errors;
}
