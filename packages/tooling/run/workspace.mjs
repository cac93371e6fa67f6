/** What the repository holds: its root, its packages and its apps. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * @typedef {object} Member
 * @property {string} name as in package.json
 * @property {string} folder absolute
 * @property {boolean} public whether it is published
 * @property {Record<string, any>} manifest
 */

/**
 * The workspace members under `parent` ('packages' or 'apps'), sorted by folder.
 *
 * @param {string} parent
 * @param {string} [from] the root to look under
 * @returns {Member[]}
 */
export function members(parent, from = root) {
  return readdirSync(path.join(from, parent))
    .sort()
    .map((folder) => path.join(from, parent, folder))
    .filter((folder) => existsSync(path.join(folder, 'package.json')))
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      return { name: manifest.name, folder, public: manifest.private !== true, manifest };
    });
}

/** The packages that users install. */
export const publicPackages = () => members('packages').filter((member) => member.public);

/** The packages that only this repository uses. */
export const privatePackages = () => members('packages').filter((member) => !member.public);

/**
 * The modules that a package offers: what a user imports, and the source file behind it.
 *
 * @param {Pick<Member, 'name' | 'folder' | 'manifest'>} member
 * @returns {{ specifier: string, source: string }[]} source is absolute: `src/index.ts`, or `src/<entry>/index.ts`
 */
export function entriesOf({ name, folder, manifest }) {
  return Object.keys(manifest.exports ?? { '.': '' })
    .filter((entry) => entry === '.' || !path.extname(entry))
    .map((entry) => ({
      specifier: path.posix.join(name, entry),
      source: path.join(folder, 'src', entry, 'index.ts'),
    }));
}

/**
 * The template packages under docs/examples: written for users to copy, and no members of the workspace.
 *
 * @param {string} [from] the root to look under
 * @returns {Member[]}
 */
export const templates = (from = root) =>
  existsSync(path.join(from, 'docs/examples')) ? members('docs/examples', from) : [];

/** The command line that runs a program of the root's node_modules. */
export const tool = (name, from = root) => path.join(from, 'node_modules/.bin', name);

/** The pnpm that runs this process, or the pinned one fetched by npx. */
export function pnpm() {
  const running = process.env.npm_execpath ?? '';
  return /pnpm[^/\\]*\.c?js$/.test(running) ? [process.execPath, running] : ['npx', '-y', 'pnpm@10.34.9'];
}

/** A path as a reader of a report knows it: relative to the root, with forward slashes. */
export const relative = (file) => path.relative(root, file).split(path.sep).join('/');
