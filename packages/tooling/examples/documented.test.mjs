import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { undocumentedExports } from './documented.mjs';

// The compiler reads the standard library first.
jest.setTimeout(60_000);

let folder;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bcl-documented-test-'));
  const write = (name, ...lines) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
  };
  write('tsconfig.json', '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler", "types": [] } }');
  write('good/index.ts', "export { add, type Pair } from './add';", '/** One. */', 'export const one = 1;');
  write(
    'good/add.ts',
    '/** Adds. */',
    'export function add() {}',
    '/** Two. */',
    'export interface Pair {}',
    'export const inner = 1;',
  );
  write('bad/index.ts', "export * from './add';", 'export const bare = 1;');
  write(
    'bad/add.ts',
    '/** Documented. */',
    'export const fine = 1;',
    '/**',
    ' * @example',
    ' */',
    'export function tagsOnly() {}',
    '// a comment that is no doc comment',
    'export type Plain = string;',
  );
  write('empty/index.ts', 'export {};');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('finds exports without words, where they are declared', () => {
  const entries = ['good', 'bad', 'empty'].map((name) => path.join(folder, name, 'index.ts'));
  const gaps = undocumentedExports(folder, entries);
  expect([...gaps.keys()]).toEqual([entries[1]]);
  const described = gaps.get(entries[1]).map(({ name, file, line }) => `${path.basename(file)}:${line} ${name}`);
  expect(described.sort()).toEqual(['add.ts:6 tagsOnly', 'add.ts:8 Plain', 'index.ts:2 bare']);
});
