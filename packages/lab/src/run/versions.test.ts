import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readAppPackage } from './versions';

let directory: string;
beforeEach(() => (directory = mkdtempSync(path.join(os.tmpdir(), 'lab-versions-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(file: string, value: unknown) {
  mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
  writeFileSync(path.join(directory, file), typeof value === 'string' ? value : JSON.stringify(value));
}

describe('readAppPackage', () => {
  it('finds the package above a module and its installed dependencies, also further up', () => {
    write('app/package.json', { name: 'apps/toy', version: '1.2.3', dependencies: { near: '*', far: '*', gone: '*' } });
    write('app/node_modules/near/package.json', { version: '2.0.0' });
    write('node_modules/near/package.json', { version: '1.0.0' });
    write('node_modules/far/package.json', { version: '3.0.0' });
    const url = pathToFileURL(path.join(directory, 'app/dist/main.js')).href;
    expect(readAppPackage(url)).toEqual({
      name: 'apps/toy',
      version: '1.2.3',
      dependencies: { far: '3.0.0', near: '2.0.0' },
    });
  });

  it('passes over a broken package.json, and gives undefined at the top', () => {
    write('package.json', '{');
    expect(readAppPackage(path.join(directory, 'main.js'))).toBeUndefined();
  });
});
