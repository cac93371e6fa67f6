/**
 * A template package as its author takes it: copied out of the repository, installed against the tarballs, built, tested,
 * packed, installed in a user's project, and run there by an app.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../run/command.mjs';
import { pnpm, root } from '../run/workspace.mjs';
import { install, tarballsOf } from './consumer.mjs';
import { tarballOf } from './pack.mjs';

/** The app that runs the plugin, and parameters that are not the defaults. */
const app = { name: 'gmm25-rkl', options: ['--quick', '--iterations', '20'], parameters: { directions: 7, order: 1 } };

/**
 * Each step is one check; after one that fails the rest cannot be tried.
 *
 * @param found the outcome that is filled
 * @param {import('../run/workspace.mjs').Member} template
 * @param {{ members: readonly import('../run/workspace.mjs').Member[], tarballs: string, folder: string }} options folder:
 *   outside the workspace, for the author's and the user's project
 */
export async function checkPlugin(found, template, { members, tarballs, folder }) {
  const project = path.join(folder, `${template.name}-author`);
  const user = path.join(folder, `${template.name}-user`);
  const own = path.join(folder, `${template.name}-tarball`);
  const overrides = tarballsOf(members, tarballs);
  const steps = [
    ['install', () => installTemplate(project, template, overrides)],
    ['build', () => runCommand([...pnpm(), 'run', 'build'], { cwd: project })],
    ['test', () => runCommand([...pnpm(), 'test'], { cwd: project, timeoutSeconds: 180 })],
    ['pack', () => pack(project, own)],
    ['install in a project', () => installPlugin(user, template, tarballOf(template, own), overrides)],
  ];
  for (const [step, run] of steps) {
    const finished = await run();
    found.command(`${template.name}: ${step}`, finished);
    if (finished.status !== 0) return;
  }
  await checkInApp(found, `${template.name}, by its package`, template, { project: user, objective: template.name });
  // The author tries it out without installing it.
  await checkInApp(found, `${template.name}, by its file`, template, { project, objective: './src/index.ts' });
}

/** The author's copy, with the versions that its package.json names replaced by what has just been packed. */
function installTemplate(project, template, overrides) {
  const isOurs = (file) => !['node_modules', 'dist'].includes(path.basename(file));
  cpSync(template.folder, project, { recursive: true, filter: isOurs });
  writeManifest(project, { ...template.manifest, pnpm: { overrides } });
  return install(project);
}

function pack(project, destination) {
  mkdirSync(destination);
  return runCommand([...pnpm(), 'pack', '--pack-destination', destination], { cwd: project });
}

function installPlugin(user, template, tarball, overrides) {
  mkdirSync(user);
  const dependencies = { [template.name]: `file:${tarball}` };
  writeManifest(user, { name: 'user', private: true, type: 'module', dependencies, pnpm: { overrides } });
  return install(user);
}

const writeManifest = (folder, manifest) =>
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);

/** Runs the app with the plugin in a project, and reads in the manifest what ran. */
async function checkInApp(found, check, template, { project, objective }) {
  const out = path.join(project, 'run');
  const program = path.join(root, 'apps', app.name, 'dist/main.js');
  const chosen = ['--objective', objective, '--parameters', JSON.stringify(app.parameters)];
  const command = [process.execPath, program, ...app.options, ...chosen, '--out', out];
  // Where a package manager runs these checks, it has noted the folder in which *they* were started.
  const finished = await runCommand(command, { cwd: project, env: { INIT_CWD: undefined }, timeoutSeconds: 180 });
  const problems =
    finished.status === 0
      ? manifestProblems(readManifest(out), template.manifest.version, app.parameters)
      : [`${app.name} ended with exit status ${finished.status}`];
  if (problems.length === 0) found.pass();
  else found.fail(check, `${problems.join('\n')}\n\n${finished.output}`);
}

function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** What a manifest lacks of the objective that ran: its name, the version of its definition and all its parameters. */
export function manifestProblems(manifest, version, parameters) {
  if (manifest === undefined) return ['the run left no manifest.json'];
  const record = (manifest.plugins ?? []).find(({ role }) => role === 'objective');
  if (record === undefined)
    return [`manifest.json has no objective among its plugins: ${JSON.stringify(manifest.plugins)}`];
  const problems = [];
  if (manifest.state !== 'finished') problems.push(`manifest.json says "state": ${JSON.stringify(manifest.state)}`);
  if (typeof record.name !== 'string' || record.name === '')
    problems.push(`the objective's name is ${JSON.stringify(record.name)}`);
  if (record.version !== version) problems.push(`the objective's version is ${record.version}, not ${version}`);
  for (const [name, value] of Object.entries(parameters)) {
    const recorded = record.parameters?.[name];
    if (recorded !== value) problems.push(`its parameter ${name} is ${JSON.stringify(recorded)}, not ${value}`);
  }
  return problems;
}
