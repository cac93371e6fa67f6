import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { main } from './main';
import { fakeWorld, type FakeWorld } from './world.fixture';

let fake: FakeWorld;
beforeEach(async () => {
  fake = await fakeWorld({ platform: 'darwin', glibc: undefined });
});
afterEach(() => fake.remove());

async function installScript(script: string) {
  await mkdir(path.join(fake.installed, 'scripts'), { recursive: true });
  await writeFile(path.join(fake.installed, 'scripts/install.js'), script);
}

/** What the package's own script does: it rewrites its manifest, and lays the addon and a library. */
const SCRIPT = `
const fs = require('node:fs');
require('@mapbox/node-pre-gyp');
fs.writeFileSync(__dirname + '/../package.json', 'rewritten');
fs.mkdirSync('lib/napi-v8', { recursive: true });
fs.mkdirSync('deps/lib', { recursive: true });
fs.writeFileSync('deps/lib/libtensorflow.so.2', 'library');
fs.writeFileSync('lib/napi-v8/tfjs_binding.node', JSON.stringify({ version: '2.9.1', words: process.argv.slice(2) }));
`;

describe('bcl-native --published', () => {
  it("runs the package's own script on a copy, and puts what it got in place", async () => {
    await installScript(SCRIPT);
    expect(await main(['--published'], fake.world)).toBe(0);
    expect(fake.said).toEqual(['TensorFlow 2.9.1 on the CPU, built in 1.5 s']);
    const addon = path.join(fake.installed, 'lib/napi-v8/tfjs_binding.node');
    expect(JSON.parse(await readFile(addon, 'utf8'))).toMatchObject({ words: ['gpu', 'download'] });
    expect(await readFile(path.join(fake.installed, 'package.json'), 'utf8')).not.toBe('rewritten');
    expect((await readdir(fake.installed)).sort()).toEqual(['dist', 'lib', 'native', 'package.json', 'scripts']);
    expect(await readdir(fake.cache)).toEqual(['published-2.9.1-tfjs-4.22.0-napi-v8-darwin-x64']);
  });

  it('says why the download failed, and leaves nothing', async () => {
    await installScript("throw new Error('getaddrinfo ENOTFOUND storage.googleapis.com')");
    expect(await main(['--published'], fake.world)).toBe(3);
    expect(fake.complained).toEqual([
      expect.stringMatching(/could not be fetched \(node scripts\/install.js gpu download\): .*ENOTFOUND/),
    ]);
    expect((await readdir(fake.installed)).sort()).toEqual(['dist', 'package.json', 'scripts']);
  });

  it('does not take a script that ends well without an addon for success', async () => {
    await installScript('');
    expect(await main(['--published'], fake.world)).toBe(3);
  });

  it('is what a machine without a way to build is sent to', async () => {
    expect(await main([], fake.world)).toBe(3);
    expect(fake.complained[0]).toContain('bcl-native --published fetches');
  });
});
