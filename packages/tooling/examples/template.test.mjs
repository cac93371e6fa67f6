import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installTemplate } from './template.mjs';

let folder;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'bcl-template-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('lets a module import the template by its name, and leaves the template as it was', () => {
  const template = path.join(folder, 'template');
  mkdirSync(path.join(template, 'src/inner'), { recursive: true });
  writeFileSync(path.join(template, 'src/index.ts'), "export { two } from './inner/two.js';\n");
  writeFileSync(path.join(template, 'src/inner/two.ts'), 'export const two: number = 2;\n');
  const manifest = { name: 'a-template', type: 'module', exports: { '.': { default: './dist/index.js' } } };
  installTemplate(folder, { name: 'a-template', folder: template, manifest });

  writeFileSync(path.join(folder, 'use.mjs'), "import { two } from 'a-template';\nconsole.log(two);\n");
  expect(execFileSync(process.execPath, [path.join(folder, 'use.mjs')], { encoding: 'utf8' })).toBe('2\n');
  expect(() => execFileSync('ls', [path.join(template, 'dist')], { stdio: 'pipe' })).toThrow();
});
