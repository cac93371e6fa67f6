/** Gathers the examples of the whole repository, each with the file it stands in. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { docstringExamples, markdownExamples } from './extract.mjs';

/**
 * @typedef {import('./extract.mjs').Example & { file: string }} LocatedExample file is absolute
 */

/**
 * The examples of all Markdown files and of the doc comments of packages and templates, in a fixed order.
 *
 * @param {string} root
 * @returns {{ examples: LocatedExample[], mistakes: { file: string, message: string }[] }}
 */
export function collectExamples(root) {
  const examples = [];
  const mistakes = [];
  const add = (file, extract) => {
    try {
      examples.push(...extract(readFileSync(file, 'utf8')).map((example) => ({ file, ...example })));
    } catch (error) {
      mistakes.push({ file, message: error.message });
    }
  };
  for (const file of markdownFiles(root)) add(file, markdownExamples);
  for (const file of sourceFiles(root)) add(file, docstringExamples);
  return { examples, mistakes };
}

/** The Markdown files that readers meet: READMEs of the root, of packages and of apps, the contributing guide, docs/. */
export function markdownFiles(root) {
  const members = ['packages', 'apps'].flatMap((parent) => folders(path.join(root, parent)));
  const readmes = members.map((folder) => path.join(folder, 'README.md'));
  // A template package may have been installed where it stands.
  const isOurs = (file) => file.endsWith('.md') && !file.includes(`${path.sep}node_modules${path.sep}`);
  const docs = filesUnder(path.join(root, 'docs'), isOurs);
  return [path.join(root, 'README.md'), path.join(root, 'CONTRIBUTING.md'), ...readmes, ...docs].filter((file) =>
    existsSync(file),
  );
}

function sourceFiles(root) {
  const isSource = (file) => file.endsWith('.ts') && !file.endsWith('.test.ts');
  return ['packages', 'docs/examples']
    .flatMap((parent) => folders(path.join(root, parent)))
    .flatMap((folder) => filesUnder(path.join(folder, 'src'), isSource));
}

const folders = (parent) =>
  (existsSync(parent) ? readdirSync(parent, { withFileTypes: true }) : [])
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(parent, entry.name))
    .sort();

/** The files of `folder`, at any depth and in a fixed order, whose path `wanted` accepts. */
function filesUnder(folder, wanted) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter(wanted)
    .sort();
}
