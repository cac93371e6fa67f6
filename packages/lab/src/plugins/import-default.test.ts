import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { runOrThrow } from '@bcl/errors';
import { importDefault, type ImportOptions } from './import-default';

let place: string;
let project: string;
beforeAll(() => {
  place = realpathSync(mkdtempSync(path.join(tmpdir(), 'lab-plugins-')));
  project = path.join(place, 'project');
  for (const [name, content] of Object.entries(files)) write(name, content);
  symlinkSync(path.join(place, 'outside.ts'), path.join(project, 'link.ts'));
  symlinkSync(path.join(project, 'plain.ts'), path.join(project, 'inner-link.ts'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

function write(name: string, content: string): void {
  const file = path.join(place, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const manifest = (name: string, more: object) => JSON.stringify({ name, version: '1.2.3', ...more });
const files: Readonly<Record<string, string>> = {
  'outside.ts': 'export default 1;',
  'project/package.json': '{ "name": "project" }',
  'project/plain.ts': `
    import type { Gone } from 'types-are-taken-away';
    import { part } from './parts/part';
    enum Level { High = 3 }
    const gone: Gone | undefined = undefined;
    export default { name: 'plain', level: Level.High, part, gone } satisfies object;`,
  'project/parts/part.ts': 'export const part: number = 5;',
  'project/module.mjs': 'export default { later: await Promise.resolve(4), meta: import.meta.url.slice(-10) };',
  'project/module.mts': 'export default 8 as number;',
  'project/common.cjs': 'module.exports = { common: true };',
  'project/common.js': 'module.exports = function named() {};',
  'project/compiled.cjs':
    "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'compiled';",
  'project/falsy.ts': 'export default 0;',
  'project/uses-host.ts':
    "import { answer } from '@host/api'; import own from 'has-own'; export default [answer, own];",
  'project/uses-host.mjs': "import { answer } from '@host/api'; export default answer;",
  'project/no-default.ts': 'export const name = 1;',
  'project/no-default.mjs': 'export const name = 1;',
  'project/empty.cjs': '',
  'project/throws.ts':
    '// a comment\ninterface Shape {\n  a: number;\n}\nfunction fail(): Shape {\n  throw new Error("out of\\norder");\n}\nexport default fail();',
  'project/throws.mjs': '\nthrow new TypeError("not today");',
  'project/throws-text.ts': 'throw "just a text";',
  'project/broken.ts': 'export default {\n  a: (\n};',
  'project/broken.mjs': 'export default {{{',
  'project/imports-gone.ts': "import gone from 'gone-package';\nexport default gone;",
  'project/imports-gone.mjs': "import gone from 'gone-package';\nexport default gone;",
  'project/imports-no-file.ts': "import gone from './gone';\nexport default gone;",
  'project/endless.mjs': 'await new Promise(() => {}); export default 1;',
  'project/endless.ts': 'await new Promise(() => {}); export default 1;',
  'project/data.json': '{}',
  'project/notes.txt': 'text',
  'project/makefile': 'text',
  'project/binary.js': 'MZ\0\u0001\0',
  'project/folder/index.ts': 'export default 1;',
  'project/node_modules/esm-only/package.json': manifest('esm-only', { type: 'module', exports: { '.': { import: './esm.js' }, './part': './part.js' } }), // prettier-ignore
  'project/node_modules/esm-only/esm.js': "import { part } from './part.js'; export default ['esm', part];",
  'project/node_modules/esm-only/part.js': "export const part = 1; export default 'part';",
  'project/node_modules/esm-only/hidden.js': "export default 'hidden';",
  'project/node_modules/both/package.json': manifest('both', { exports: { import: './both.mjs', require: './both.cjs' } }), // prettier-ignore
  'project/node_modules/both/both.mjs': "export default 'import';",
  'project/node_modules/both/both.cjs': "module.exports = 'require';",
  'project/node_modules/@scope/cjs/package.json': manifest('@scope/cjs', { main: './main.js' }),
  'project/node_modules/@scope/cjs/main.js': "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = { cjs: 1 };", // prettier-ignore
  'project/node_modules/require-only/package.json': manifest('require-only', { exports: { require: './main.cjs' } }),
  'project/node_modules/require-only/main.cjs': 'module.exports = [1];',
  'project/node_modules/unbuilt/package.json': manifest('unbuilt', { exports: './dist/index.js' }),
  'project/node_modules/json-package/package.json': manifest('json-package', { main: './data.json' }),
  'project/node_modules/json-package/data.json': '{}',
  'project/node_modules/has-own/package.json': manifest('has-own', { main: './main.js' }),
  'project/node_modules/has-own/main.js': "module.exports = 'its own';",
  'node_modules/above/package.json': manifest('above', { version: '2.0.0', main: './main.js' }),
  'node_modules/above/main.js': "module.exports = 'above';",
};

const load = (specifier: string, options: Partial<ImportOptions> = {}) =>
  runOrThrow(importDefault(specifier, { project, ...options }));
/** A value as this realm makes it: modules are loaded into another. */
const own = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

describe('importDefault of a file', () => {
  it.each<[string, unknown]>([
    ['./plain.ts', { name: 'plain', level: 3, part: 5 }],
    ['plain.ts', { name: 'plain', level: 3, part: 5 }],
    ['./inner-link.ts', { name: 'plain', level: 3, part: 5 }],
    ['./module.mjs', { later: 4, meta: 'module.mjs' }],
    ['./module.mts', 8],
    ['./common.cjs', { common: true }],
    ['./compiled.cjs', 'compiled'],
    ['./falsy.ts', 0],
  ])('gives what %s exports by default', async (specifier, value) => {
    const found = await load(specifier);
    expect(own(found.value)).toEqual(value);
    const sha256 = createHash('sha256')
      .update(readFileSync(path.join(project, specifier)))
      .digest('hex');
    expect({ ...found, value }).toEqual({ value, where: path.join(project, specifier), sha256 });
  });

  it('takes an absolute path, and a function that module.exports is', async () => {
    const { value, where } = await load(path.join(project, 'common.js'));
    expect(value).toHaveProperty('name', 'named');
    expect(where).toBe(path.join(project, 'common.js'));
  });

  it('hands over modules of the caller where the project has none of its own', async () => {
    const provided = { '@host/api': { answer: 42 }, 'has-own': { default: 'the host’s' } };
    expect(own((await load('./uses-host.ts', { provided })).value)).toEqual([42, 'its own']);
  });

  it('leaves nothing on the disk', async () => {
    const before = [readdirSync(project), readdirSync(path.join(project, 'node_modules'))];
    await load('./plain.ts');
    expect([readdirSync(project), readdirSync(path.join(project, 'node_modules'))]).toEqual(before);
  });
});

describe('importDefault of a package', () => {
  it.each<[string, unknown, string, string]>([
    ['esm-only', ['esm', 1], 'esm-only', 'esm-only'],
    ['esm-only/part', 'part', 'esm-only', 'esm-only/part'],
    ['both', 'import', 'both', 'both'],
    ['@scope/cjs', { cjs: 1 }, '@scope/cjs', '@scope/cjs'],
    ['require-only', [1], 'require-only', 'require-only'],
  ])('gives what %s exports by default, and its version', async (specifier, value, name, where) => {
    const found = await load(specifier);
    expect(own(found.value)).toEqual(value);
    expect({ ...found, value }).toEqual({ value, where: `${where}@1.2.3`, package: name, version: '1.2.3' });
  });

  it('finds one that is installed above the project, as Node does', async () => {
    expect(await load('above')).toEqual({ value: 'above', where: 'above@2.0.0', package: 'above', version: '2.0.0' });
  });
});

describe('importDefault refuses', () => {
  it.each([
    ['./none.ts', 'Cannot load <project>/none.ts: there is no such file; check the path'],
    ['./plain', 'Cannot load <project>/plain: there is no such file; did you mean <project>/plain.ts?'],
    ['./folder', 'Cannot load <project>/folder: it is a folder; name the file in it'],
    ['../outside.ts', 'Cannot load <place>/outside.ts: it is outside the project <project>; move it into the project'],
    ['./link.ts', 'Cannot load <project>/link.ts: <place>/outside.ts is outside the project <project>; move it'],
    ['./data.json', 'Cannot load <project>/data.json: it is not a module but a .json file; a module ends in .ts,'],
    ['./notes.txt', 'it is not a module but a .txt file'],
    ['./makefile', 'it is not a module but has no extension'],
    ['./binary.js', 'Cannot load <project>/binary.js: it is not text but a binary file'],
    ['./throws.ts', 'Cannot load <project>/throws.ts: it throws while loading: out of order (<project>/throws.ts:6:'],
    ['./throws.mjs', 'Cannot load <project>/throws.mjs: it throws while loading: not today (<project>/throws.mjs:2:'],
    ['./throws-text.ts', 'Cannot load <project>/throws-text.ts: it throws while loading: just a text'],
    ['./broken.ts', 'Unexpected token <project>/broken.ts:3:'],
    ['./broken.mjs', 'Cannot load <project>/broken.mjs: it throws while loading: '],
    ['./imports-gone.ts', "it imports 'gone-package', which cannot be found; install it (npm install gone-package)"],
    ['./imports-gone.mjs', "it imports 'gone-package', which cannot be found; install it"],
    ['./imports-no-file.ts', "it imports './gone', which cannot be found; check the path"],
    ['./no-default.ts', 'Cannot load <project>/no-default.ts: it has no default export; write: export default …'],
    ['./no-default.mjs', 'it has no default export'],
    ['./empty.cjs', 'it has no default export'],
    ['gone', "Cannot load 'gone': no package of that name is installed in <project> or above it; install it there"],
    ['@scope/gone', "Cannot load '@scope/gone': no package of that name"],
    ['fs', "Cannot load 'fs': it is a part of Node, not a package"],
    ['not a name', "Cannot load 'not a name': it is neither the name of a package nor a path; a path begins with ./"],
    ['https://x.org/y', "Cannot load 'https://x.org/y': it is neither the name of a package nor a path"],
    ['', "Cannot load '': it is neither"],
    ['unbuilt', "Cannot load 'unbuilt': the package in <project>/node_modules/unbuilt exports no such module"],
    ['esm-only/hidden.js', 'Cannot load <project>/esm-only/hidden.js: there is no such file'],
    [
      'esm-only/hidden',
      "Cannot load 'esm-only/hidden': the package in <project>/node_modules/esm-only exports no such",
    ],
    ['json-package', "Cannot load 'json-package': <project>/node_modules/json-package/data.json is what it exports"],
  ])('%s in one line', async (specifier, message) => {
    const found = await importDefault(specifier, { project })();
    if (E.isRight(found)) throw new Error(`it was loaded: ${JSON.stringify(found.right)}`);
    const absent = /there is no such file|no package of that name/.test(message);
    expect(found.left._tag).toBe(absent ? 'PluginNotFound' : 'BadPlugin');
    expect(found.left.message).toContain(message.replaceAll('<project>', project).replaceAll('<place>', place));
    expect(found.left.message).not.toMatch(/\n|jiti|undefined/);
  });
});

/** Jest has a module system of its own; a user's program does not. */
it('loads the same in a plain Node process', () => {
  const specifiers = ['./plain.ts', './module.mjs', './common.cjs', './compiled.cjs', './uses-host.mjs', './throws.mjs', './no-default.mjs', './imports-gone.mjs', './endless.mjs', './endless.ts', 'esm-only', 'both', '@scope/cjs', 'require-only']; // prettier-ignore
  const jiti = createRequire(__filename).resolve('jiti');
  const script = `
    const { createJiti } = require(${JSON.stringify(jiti)});
    const alias = { '@bcl/errors': ${JSON.stringify(path.resolve(__dirname, '../../../errors/src/index.ts'))} };
    (async () => {
      const loader = createJiti(${JSON.stringify(__filename)}, { fsCache: false, alias });
      const { importDefault } = await loader.import('./import-default.ts');
      const provided = { '@host/api': { answer: 42 } };
      const found = [];
      for (const name of ${JSON.stringify(specifiers)}) {
        const either = await importDefault(name, { project: ${JSON.stringify(project)}, provided, timeout: name.includes('endless') ? 0.2 : 30 })();
        found.push(either._tag === 'Right' ? either.right.value : either.left.message.split(': ').slice(1).join(': '));
      }
      console.log(JSON.stringify(found));
    })();`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([
    { name: 'plain', level: 3, part: 5 },
    { later: 4, meta: 'module.mjs' },
    { common: true },
    'compiled',
    42,
    `it throws while loading: not today (${project}/throws.mjs:2:7)`,
    'it has no default export; write: export default …',
    "it imports 'gone-package', which cannot be found; install it (npm install gone-package)",
    'it has not finished loading after 0.2 s; look for a top-level await of what never comes',
    'it has not finished loading after 0.2 s; look for a top-level await of what never comes',
    ['esm', 1],
    'import',
    { cjs: 1 },
    [1],
  ]);
});
