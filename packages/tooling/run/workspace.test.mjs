import { existsSync } from 'node:fs';
import path from 'node:path';
import { entriesOf, publicPackages, templates } from './workspace.mjs';

describe('entriesOf', () => {
  it('names what users import, and the source behind it', () => {
    const manifest = { exports: { '.': {}, './testing': {}, './package.json': './package.json' } };
    expect(entriesOf({ name: '@bcl/one', folder: '/one', manifest })).toEqual([
      { specifier: '@bcl/one', source: path.join('/one/src/index.ts') },
      { specifier: '@bcl/one/testing', source: path.join('/one/src/testing/index.ts') },
    ]);
    expect(entriesOf({ name: 'plain', folder: '/plain', manifest: {} })).toHaveLength(1);
  });

  it('finds a source behind every entry of every package and template', () => {
    const entries = [...publicPackages(), ...templates()].flatMap(entriesOf);
    expect(entries.filter(({ source }) => !existsSync(source))).toEqual([]);
    expect(entries.map(({ specifier }) => specifier)).toContain('@bcl/objectives/testing');
  });
});
