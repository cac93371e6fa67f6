import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachePath, readCache, writeCache } from './picture-cache';
import type { CachedPictures } from './picture-cache';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bcl-cache-'));
});
afterAll(() => rm(folder, { recursive: true }));

const made: CachedPictures = {
  set: {
    title: 'two faces',
    count: 2,
    height: 1,
    width: 2,
    channels: 3,
    pixels: Uint8Array.from({ length: 12 }, (_, i) => 20 * i),
    attributes: { names: ['Smiling', 'Young'], values: Int8Array.of(1, -1, -1, 1) },
    files: [{ path: 'ä/faces.tar' }],
  },
  names: ['a.jpg', 'c.jpg'],
  skipped: [{ name: 'b.jpg', why: 'it is damaged' }],
};
const { attributes: _attributes, ...bare } = made.set;

describe('a picture cache', () => {
  it.each([
    ['with attributes', made],
    ['without', { ...made, set: bare }],
  ])('gives back what was written, %s', async (name, pictures) => {
    const path = join(folder, 'not/yet/there', name);
    expect(await readCache(path)).toBe('absent');
    await writeCache(path, pictures);
    expect(await readCache(path)).toEqual(pictures);
    await writeCache(path, pictures);
    expect(await readdir(join(folder, 'not/yet/there'))).toContain(name);
    expect((await readdir(join(folder, 'not/yet/there'))).some((file) => file.endsWith('.part'))).toBe(false);
  });

  it('finds every changed byte and every cut', async () => {
    const path = join(folder, 'sound');
    await writeCache(path, made);
    const whole = await readFile(path);
    const changed = join(folder, 'changed');
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] ^= 1 << (at % 8);
      await writeFile(changed, bytes);
      expect(await readCache(changed)).toBe('damaged');
      await writeFile(changed, whole.subarray(0, at));
      expect(await readCache(changed)).toBe('damaged');
    }
    await writeFile(changed, Buffer.concat([whole, Buffer.alloc(1)]));
    expect(await readCache(changed)).toBe('damaged');
  });

  it('that is no file is damaged', async () => {
    await mkdir(join(folder, 'a-folder'));
    expect(await readCache(join(folder, 'a-folder'))).toBe('damaged');
  });

  it('leaves nothing behind where it cannot be written', async () => {
    await writeFile(join(folder, 'a-file'), 'x');
    await expect(writeCache(join(folder, 'a-file/below'), made)).rejects.toMatchObject({ code: 'EEXIST' });
    await mkdir(join(folder, 'taken/name'), { recursive: true });
    await writeFile(join(folder, 'taken/name/x'), 'x');
    await expect(writeCache(join(folder, 'taken/name'), made)).rejects.toThrow();
    expect(await readdir(join(folder, 'taken'))).toEqual(['name']);
  });

  const mayBeDenied = process.platform !== 'win32' && process.getuid?.() !== 0;
  (mayBeDenied ? it : it.skip)('says when it may not write (skipped for root, whom nothing is denied)', async () => {
    await mkdir(join(folder, 'locked'));
    await chmod(join(folder, 'locked'), 0o500);
    await expect(writeCache(join(folder, 'locked/x'), made)).rejects.toMatchObject({ code: 'EACCES' });
  });

  it('has one name for one request', () => {
    expect(cachePath('c', [1, { size: 32 }])).toBe(cachePath('c', [1, { size: 32 }]));
    expect(cachePath('c', [1, { size: 32 }])).not.toBe(cachePath('c', [1, { size: 33 }]));
    expect(cachePath('c', [])).toMatch(/^c.[0-9a-f]{32}\.pictures$/);
  });
});
