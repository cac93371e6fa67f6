import { readFileSync } from 'node:fs';
import path from 'node:path';
import { VERSION } from './version';

it('is the version of the package', () => {
  const manifest = JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8')) as { version: string };
  expect(VERSION).toBe(manifest.version);
});
