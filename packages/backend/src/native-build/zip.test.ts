import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extract, readZip, ZipError } from './zip';
import { makeZip } from './zip.fixture';

const long = 'big cooperative learning '.repeat(20_000);
const archive = makeZip({ 'a/long.h': long, 'stored.txt': 'as it is', 'a/empty.h': '', 'empty.txt': '' });

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'bcl-zip-'))));
afterEach(() => rm(folder, { recursive: true }));

const written = async (bytes: Buffer) => {
  const file = path.join(folder, 'archive.zip');
  await writeFile(file, bytes);
  return file;
};

/** Unpacks everything, and gives the texts. */
async function unpackAll(bytes: Buffer): Promise<Record<string, string>> {
  const file = await written(bytes);
  const texts: Record<string, string> = {};
  for (const entry of await readZip(file)) {
    const target = path.join(folder, 'out', entry.name);
    await extract(file, entry, target);
    texts[entry.name] = await readFile(target, 'utf8');
  }
  return texts;
}

describe('zip', () => {
  it('stops in the middle of a file at a signal', async () => {
    const file = await written(makeZip({ 'long.h': long.repeat(40) }));
    const [entry] = await readZip(file);
    const stop = new AbortController();
    const unpacked = extract(file, entry, path.join(folder, 'long.h'), stop.signal);
    setImmediate(() => stop.abort());
    await expect(unpacked).rejects.toThrow(/abort/i);
  });

  it('gives back what was packed, deflated, stored and empty', async () => {
    expect(await unpackAll(archive)).toEqual({
      'a/long.h': long,
      'stored.txt': 'as it is',
      'a/empty.h': '',
      'empty.txt': '',
    });
  });

  it('finds the directory before a comment', async () => {
    const comment = Buffer.from('a comment');
    const commented = Buffer.concat([archive, comment]);
    commented.writeUInt16LE(comment.length, archive.length - 2);
    expect(Object.keys(await unpackAll(commented))).toHaveLength(4);
  });

  it('refuses an archive that was cut off, wherever', async () => {
    for (let length = 0; length < archive.length; length += 61)
      await expect(unpackAll(archive.subarray(0, length))).rejects.toThrow(ZipError);
  });

  it('refuses content that is not what the directory says', async () => {
    const other = Buffer.from(archive);
    other[archive.indexOf('as it is')] ^= 1;
    await expect(unpackAll(other)).rejects.toThrow('stored.txt is damaged');
    const packed = Buffer.from(archive);
    packed.fill(0xff, 60, 90);
    await expect(unpackAll(packed)).rejects.toThrow('a/long.h is damaged');
  });

  it('refuses sizes that do not hold', async () => {
    const directory = archive.indexOf('PK\x01\x02');
    const smaller = Buffer.from(archive);
    smaller.writeUInt32LE(10, directory + 24);
    await expect(unpackAll(smaller)).rejects.toThrow('larger than the directory says');
    const huge = Buffer.from(archive);
    huge.writeUInt32LE(0xffffffff, directory + 24);
    await expect(unpackAll(huge)).rejects.toThrow('larger than 4 GB');
    const beyond = Buffer.from(archive);
    beyond.writeUInt32LE(archive.length, archive.length - 6);
    await expect(unpackAll(beyond)).rejects.toThrow('beyond its end');
  });

  it('refuses a method that it does not know', async () => {
    const other = Buffer.from(archive);
    other.writeUInt16LE(12, archive.indexOf('PK\x01\x02') + 10);
    await expect(unpackAll(other)).rejects.toThrow('packed by method 12');
  });
});
