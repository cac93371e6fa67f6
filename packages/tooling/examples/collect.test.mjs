import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { collectExamples, markdownFiles } from './collect.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bcl-collect-test-'));
  mkdirSync(path.join(folder, 'packages'));
  mkdirSync(path.join(folder, 'apps'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name, ...lines) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
}
const block = (name) => ['```ts', `${name};`, '```'];
const docstring = (name) => ['/**', ' * @example', ' * ```ts', ` * ${name};`, ' * ```', ' */'];

it('finds the examples of READMEs, docs and sources, and of nothing else', () => {
  write('README.md', ...block('root'));
  write('docs/deep/guide.md', ...block('guide'));
  write('packages/one/README.md', ...block('readme'));
  write('packages/one/src/inner/a.ts', ...docstring('source'));
  write('packages/one/src/a.test.ts', ...docstring('test'));
  write('packages/one/dist/index.d.ts', ...docstring('built'));
  write('packages/one/node_modules/x/README.md', ...block('installed'));
  write('apps/two/src/main.ts', ...docstring('app'));
  write('docs/examples/three/src/index.ts', ...docstring('template'));
  write('docs/examples/three/node_modules/y/README.md', ...block('installed for a template'));
  const { examples, mistakes } = collectExamples(folder);
  expect(mistakes).toEqual([]);
  expect(examples.map(({ file, line, code }) => [path.relative(folder, file), line, code])).toEqual([
    ['README.md', 2, 'root;'],
    ['packages/one/README.md', 2, 'readme;'],
    ['docs/deep/guide.md', 2, 'guide;'],
    ['packages/one/src/inner/a.ts', 4, 'source;'],
    ['docs/examples/three/src/index.ts', 4, 'template;'],
  ]);
});

it('reports a malformed file and goes on with the others', () => {
  write('README.md', '```ts', 'never closed');
  write('docs/guide.md', ...block('guide'));
  const { examples, mistakes } = collectExamples(folder);
  expect(examples).toHaveLength(1);
  expect(mistakes).toEqual([
    { file: path.join(folder, 'README.md'), message: 'line 1: this code fence is never closed' },
  ]);
});

it('knows the Markdown files that readers meet', () => {
  for (const name of ['README.md', 'CONTRIBUTING.md', 'apps/two/README.md', 'docs/a.md', 'packages/one/notes.md']) {
    write(name, 'text');
  }
  expect(markdownFiles(folder).map((file) => path.relative(folder, file))).toEqual([
    'README.md',
    'CONTRIBUTING.md',
    'apps/two/README.md',
    'docs/a.md',
  ]);
});
