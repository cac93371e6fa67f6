import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { declarationErrors, loadPackages } from './consumer.mjs';

// Each load is a process of its own, and the type check reads the standard library.
jest.setTimeout(60_000);

let folder;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bcl-consumer-test-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  install('@bcl/good', {
    'index.js': 'export const one = 1; export default 2;',
    'index.cjs': 'exports.one = 1;',
    'index.d.ts': 'export declare const one: number;',
    'index.d.cts': 'export declare const one: number;',
  });
  install('@bcl/bad', {
    'index.js': "import 'not-installed-anywhere';",
    'index.cjs': 'exports.two = 2;',
    'index.d.ts': "import type { Gone } from 'not-installed-anywhere';\nexport declare const two: Gone;",
    'index.d.cts': 'export declare const two: number;',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function install(name, files) {
  const target = path.join(folder, 'node_modules', name);
  mkdirSync(target, { recursive: true });
  const exported = {
    import: { types: './index.d.ts', default: './index.js' },
    require: { types: './index.d.cts', default: './index.cjs' },
  };
  const manifest = { name, version: '1.0.0', type: 'module', exports: { '.': exported } };
  writeFileSync(path.join(target, 'package.json'), JSON.stringify(manifest));
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(target, file), text);
}

const names = ['@bcl/good', '@bcl/bad'];

it('imports every package, and goes on after one that cannot be', async () => {
  const found = await loadPackages(folder, 'esm', names);
  expect(found['@bcl/good']).toEqual({ exports: ['one'] });
  expect(found['@bcl/bad'].error).toContain('not-installed-anywhere');
});

it('requires every package', async () => {
  expect(await loadPackages(folder, 'cjs', names)).toEqual({
    '@bcl/good': { exports: ['one'] },
    '@bcl/bad': { exports: ['two'] },
  });
});

it('finds declarations that need what a user does not have', () => {
  const errors = declarationErrors(folder, names);
  expect([...errors.keys()]).toEqual(['@bcl/bad']);
  expect(errors.get('@bcl/bad').join()).toContain("Cannot find module 'not-installed-anywhere'");
});
