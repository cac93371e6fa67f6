import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { problemIn } from '../problem';
import { tarGzOf, tarOf, zipOf } from './archive.fixture';
import type { TarFixture } from './archive.fixture';
import { limitsFor } from './limits';
import type { ReadingLimits } from './limits';
import { openPictures } from './open-source';
import type { PictureSource } from './source';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bcl-archives-'));
});
afterAll(() => rm(folder, { recursive: true }));

const content = (text: string): Buffer => Buffer.from(text);
const list = '1\nSmiling\na.jpg 1\n';
const files = [
  { name: 'img/b.jpg', content: content('second') },
  { name: 'img/a.jpg', content: content('the first') },
  { name: 'img/notes.md', content: content('not a picture') },
  { name: 'Anno/list_attr_celeba.txt', content: content(list) },
  { name: 'img/._a.jpg', content: content('of no interest') },
];

async function save(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

async function open(path: string, limits: Partial<ReadingLimits> = {}, isFolder = false): Promise<PictureSource> {
  return openPictures(path, isFolder, limitsFor(1, limits));
}

/** Name and content of every wanted picture, as read. */
async function contents(source: PictureSource, wanted?: readonly number[]): Promise<Record<string, string>> {
  const listing = await source.list();
  const found: Record<string, string> = {};
  await source.read(listing, wanted ?? listing.pictures.map((_, place) => place), (place, given) => {
    found[listing.pictures[place].name] = 'damage' in given ? `! ${given.damage}` : given.bytes.toString();
    return Promise.resolve();
  });
  return found;
}

const archives: [string, () => Promise<Buffer>][] = [
  ['ok.tar', () => tarOf([{ name: 'img/', type: 'directory' }, ...files])],
  ['ok.tar.gz', () => tarGzOf(files)],
  ['ok.zip', () => Promise.resolve(zipOf([{ name: 'img/', content: content(''), method: 0 }, ...files]))],
];

describe.each(archives)('%s', (name, make) => {
  it('lists pictures with their lengths, and the attribute list', async () => {
    const listing = await (await open(await save(name, await make()))).list();
    expect(listing.pictures).toEqual([
      { name: 'img/b.jpg', bytes: 6 },
      { name: 'img/a.jpg', bytes: 9 },
    ]);
    expect(listing.attributes?.text).toBe(list);
    expect(listing.attributes?.where).toContain(`${name}: Anno/list_attr_celeba.txt`);
  });

  it('reads all pictures, or some', async () => {
    const path = await save(name, await make());
    expect(await contents(await open(path))).toEqual({ 'img/a.jpg': 'the first', 'img/b.jpg': 'second' });
    expect(await contents(await open(path), [1])).toEqual({ 'img/a.jpg': 'the first' });
  });

  it('is recognised under any name', async () => {
    const path = await save('a.name', await make());
    expect(Object.keys(await contents(await open(path)))).toHaveLength(2);
  });

  it('stops when the taker throws', async () => {
    const source = await open(await save(name, await make()));
    const listing = await source.list();
    await expect(source.read(listing, [0], () => Promise.reject(new Error('mine')))).rejects.toThrow();
  });

  it('stops at the limits', async () => {
    const path = await save(name, await make());
    await expect((await open(path, { entries: 3 })).list()).rejects.toThrow('There are more than 3 entries');
    await expect((await open(path, { entryBytes: 8 })).list()).rejects.toThrow('img/a.jpg has 9 bytes');
    await expect((await open(path, { totalBytes: 20 })).list()).rejects.toThrow('unpacks to more than 20 bytes');
  });

  it('that is cut short anywhere is a problem, and never a smaller set', async () => {
    const whole = await make();
    for (const share of [0.02, 0.3, 0.6, 0.8, 0.97]) {
      const path = await save(`cut-${name}`, whole.subarray(0, Math.max(4, Math.floor(whole.length * share))));
      const problem = await open(path)
        .then((source) => source.list())
        .then(
          () => undefined,
          (error: unknown) => problemIn(error),
        );
      expect(['DamagedFile', 'UnsupportedFile']).toContain(problem?._tag);
      expect(problem?.message).toContain(`cut-${name}`);
    }
  });

  it('of which a byte is changed is a problem, a damaged picture, or of no consequence; it never breaks', async () => {
    const whole = await make();
    for (let at = 5; at < whole.length; at += Math.ceil(whole.length / 60)) {
      const changed = Buffer.from(whole);
      changed[at] ^= 0x55;
      const path = await save(`changed-${name}`, changed);
      try {
        await contents(await open(path, { totalBytes: 1e6, entryBytes: 1e6 }));
      } catch (error) {
        expect(problemIn(error)).toBeDefined();
      }
    }
  });
});

describe('a tar archive', () => {
  it.each<[TarFixture, string]>([
    [{ name: '../out.jpg', content: content('x') }, "'../out.jpg' (FILE): its path climbs out"],
    [{ name: 'img/../../out.txt', content: content('x') }, 'its path climbs out'],
    [{ name: '/etc/out.jpg', content: content('x') }, 'its path is absolute'],
    [{ name: 'img/link.jpg', type: 'symlink', linkname: '/etc/passwd' }, "'img/link.jpg' (FILE): it is a link"],
    [{ name: 'img/hard.jpg', type: 'link', linkname: 'img/a.jpg' }, 'it is a link'],
    [{ name: 'pipe.jpg', type: 'fifo' }, 'it is of type fifo'],
  ])('with %j is refused by name', async (entry, message) => {
    const path = await save('refused.tar', await tarOf([...files, entry]));
    const source = await open(path);
    await expect(source.list()).rejects.toThrow(message.replace('FILE', path));
    await expect(source.list()).rejects.toMatchObject({ problem: { _tag: 'UnsafeEntry' } });
  });

  it('made of the folder itself gives names without ./', async () => {
    const path = await save('dot.tar', await tarOf(files.map((file) => ({ ...file, name: `./${file.name}` }))));
    expect(await contents(await open(path))).toEqual({ 'img/a.jpg': 'the first', 'img/b.jpg': 'second' });
  });

  it('cut off between two files is not taken for whole', async () => {
    const whole = await tarOf(files.slice(0, 2));
    const path = await save('between.tar', whole.subarray(0, 2048));
    await expect((await open(path)).list()).rejects.toThrow('its end mark is missing');
  });

  it('that unpacks to zeros without end is stopped long before', async () => {
    const bomb = gzipSync(Buffer.concat([(await tarOf(files)).subarray(0, 4096), Buffer.alloc(80 * 2 ** 20)]));
    expect(bomb.length).toBeLessThan(2 ** 20);
    const path = await save('bomb.tar.gz', bomb);
    await expect((await open(path)).list()).rejects.toThrow('unpacks to more than 67108864 bytes');
  });

  it('that claims a huge picture is refused without reading it', async () => {
    const huge = await tarOf([{ name: 'huge.jpg', content: content('x') }]);
    huge.write('77777777777\0', 124, 'latin1');
    huge.write('        ', 148, 'latin1');
    huge.write(`${huge.subarray(0, 512).reduce((a, b) => a + b).toString(8).padStart(6, '0')}\0 `, 148, 'latin1'); // prettier-ignore
    await expect((await open(await save('huge.tar', huge))).list()).rejects.toThrow('huge.jpg has 8589934591 bytes');
  });

  it('that changes between two looks is a problem', async () => {
    const path = await save('changing.tar', await tarOf(files));
    const source = await open(path);
    const listing = await source.list();
    await save('changing.tar', await tarOf(files.slice(1)));
    await expect(source.read(listing, [0], () => Promise.resolve())).rejects.toThrow('changed while it was read');
    await save('changing.tar', await tarOf([...files, { name: 'z.jpg', content: content('z') }]));
    await expect(source.read(listing, [0], () => Promise.resolve())).rejects.toThrow('changed while it was read');
  });
});

describe('a zip archive', () => {
  it.each([
    [{ name: '../out.jpg', content: content('x') }, 'UnsafeEntry', "'../out.jpg' (FILE): its path climbs out"],
    [{ name: '..\\out.jpg', content: content('x') }, 'UnsafeEntry', 'its path climbs out'],
    [{ name: '/out.txt', content: content('x') }, 'UnsafeEntry', 'its path is absolute'],
    [{ name: 'c:/out.jpg', content: content('x') }, 'UnsafeEntry', 'its path is absolute'],
    [{ name: 'l.jpg', content: content('/etc/passwd'), mode: 0o120777 }, 'UnsafeEntry', 'it is a link'],
    [{ name: 's.jpg', content: content('secret'), encrypted: true }, 'Encrypted', 'asks for a password'],
  ])('with %j is refused by name', async (entry, tag, message) => {
    const path = await save('refused.zip', zipOf([...files, entry]));
    const source = await open(path);
    await expect(source.list()).rejects.toThrow(message.replace('FILE', path));
    await expect(source.list()).rejects.toMatchObject({ problem: { _tag: tag } });
  });

  it('that unpacks to much more than it is, is refused by its directory', async () => {
    const zeros = Buffer.alloc(4 * 2 ** 20);
    const bomb = zipOf(Array.from({ length: 17 }, (_, i) => ({ name: `${i}.png`, content: zeros })));
    expect(bomb.length).toBeLessThan(2 ** 17);
    const path = await save('bomb.zip', bomb);
    await expect((await open(path)).list()).rejects.toThrow('unpacks to more than 67108864 bytes');
    await expect((await open(path, { entryBytes: 2 ** 20 })).list()).rejects.toThrow('0.png has 4194304 bytes');
  });

  it('gives no more of a file than its directory claims', async () => {
    const lie = { name: 'lie.png', content: Buffer.alloc(2 ** 20), bytes: 100 };
    const found = await contents(await open(await save('lie.zip', zipOf([lie, ...files]))));
    expect(found['lie.png']).toContain('! it cannot be unpacked (too many bytes in the stream');
    expect(found['img/a.jpg']).toBe('the first');
  });

  it('passes over one file that is damaged, and one of an unknown compression', async () => {
    const broken = { name: 'broken.jpg', content: content('abc'), packed: Buffer.from('ffffffff', 'hex') };
    const strange = { name: 'strange.jpg', content: content('abc'), method: 0 };
    const archive = zipOf([broken, ...files, strange]);
    // The method of the last entry, in the central directory.
    archive.writeUInt16LE(99, archive.lastIndexOf('PK\x01\x02') + 10);
    const found = await contents(await open(await save('broken.zip', archive)));
    expect(found['broken.jpg']).toMatch(/^! it cannot be unpacked/);
    expect(found['strange.jpg']).toMatch(/unsupported compression method: 99/);
    expect(found['img/b.jpg']).toBe('second');
  });

  it('that is a text with a zip mark is damaged', async () => {
    const path = await save('fake.zip', content('PK\x03\x04 and then nothing of the kind'));
    await expect((await open(path)).list()).rejects.toMatchObject({ problem: { _tag: 'DamagedFile' } });
  });
});

describe('a folder', () => {
  it('is read with its subfolders, hidden ones left out', async () => {
    for (const file of files) await save(`folder/${file.name}`, file.content);
    await save('folder/.git/c.jpg', content('hidden'));
    const source = await open(join(folder, 'folder'), {}, true);
    const listing = await source.list();
    expect(listing.pictures.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['img/a.jpg', 9],
      ['img/b.jpg', 6],
    ]);
    expect(listing.attributes?.text).toBe(list);
    expect(await contents(source)).toEqual({ 'img/a.jpg': 'the first', 'img/b.jpg': 'second' });
  });

  (process.platform === 'win32' ? it.skip : it)('follows links, but in no circle', async () => {
    await save('linked/deep/a.jpg', content('a'));
    await symlink('..', join(folder, 'linked/deep/up'));
    await symlink('deep', join(folder, 'linked/z'));
    await symlink('deep/a.jpg', join(folder, 'linked/b.jpg'));
    const listing = await (await open(join(folder, 'linked'), {}, true)).list();
    expect(listing.pictures.map(({ name }) => name)).toEqual(['b.jpg', 'deep/a.jpg']);
    await symlink('nowhere', join(folder, 'linked/dead.jpg'));
    await expect((await open(join(folder, 'linked'), {}, true)).list()).rejects.toThrow('dead.jpg');
  });

  it('of which a file vanishes gives the others', async () => {
    await save('vanishing/a.jpg', content('a'));
    await save('vanishing/b.jpg', content('b'));
    const source = await open(join(folder, 'vanishing'), {}, true);
    const listing = await source.list();
    await rm(join(folder, 'vanishing/a.jpg'));
    const found: unknown[] = [];
    await source.read(listing, [0, 1], (place, given) => {
      found.push([place, 'damage' in given ? given.damage : given.bytes.toString()]);
      return Promise.resolve();
    });
    expect(found).toEqual([
      [0, 'it cannot be read (ENOENT)'],
      [1, 'b'],
    ]);
  });
});

describe('a file that is none of these', () => {
  it.each([
    ['text.txt', Buffer.from('hello, world'), 'UnsupportedFile', 'it begins with the bytes 68656c6c'],
    ['one.jpg', Buffer.from('ffd8ffe000104a464946', 'hex'), 'UnsupportedFile', 'it is a single picture'],
    ['x.7z', Buffer.from('377abcaf271c', 'hex'), 'UnsupportedFile', 'it begins with the bytes 377abcaf'],
    ['nothing', Buffer.alloc(0), 'EmptyInput', 'The file is empty'],
  ])('%s is a problem', async (name, bytes, tag, message) => {
    const opened = open(await save(name, bytes));
    await expect(opened).rejects.toThrow(message);
    await expect(open(join(folder, name))).rejects.toMatchObject({ problem: { _tag: tag } });
  });
});
