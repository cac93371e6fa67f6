import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import * as E from 'fp-ts/lib/Either.js';
import { runOrThrow } from '@bcl/errors';
import { sha256 } from '../readers/source';
import { fetchFile } from './fetch-file';
import type { RemoteFile } from './fetch-file';
import type { FetchLike } from './download';

const content = new TextEncoder().encode('the right bytes');
const file: RemoteFile = {
  path: 'sets/one/data.bin',
  bytes: content.length,
  sha256: sha256(content),
  url: 'https://example.org/data.bin',
};

let folder = '';
let cache = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bcl-folder-'));
  cache = await mkdtemp(join(tmpdir(), 'bcl-cache-'));
});
afterEach(() => Promise.all([folder, cache].map((path) => rm(path, { recursive: true }))));

async function put(path: string, bytes: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/** A server that always has the file. */
function serving(bytes: Uint8Array): { readonly download: FetchLike; readonly asked: string[] } {
  const asked: string[] = [];
  const download: FetchLike = (url) => {
    asked.push(url);
    return Promise.resolve({
      status: 200,
      headers: new Headers(),
      body: (async function* () {
        yield await Promise.resolve(bytes);
      })(),
    });
  };
  return { download, asked };
}

describe('fetchFile', () => {
  it.each([['sets/one/data.bin'], ['data.bin']])('finds %s in the folder of the user', async (name) => {
    await put(join(folder, name), content);
    const found = await runOrThrow(fetchFile(file, { folder, cache, download: false }));
    expect(found.path).toBe(join(folder, name));
    expect(sha256(found.content)).toBe(file.sha256);
  });

  it('does not pass over a file in that folder with other bytes', async () => {
    await put(join(folder, 'data.bin'), 'other bytes');
    const { download, asked } = serving(content);
    const result = await fetchFile(file, { folder, cache, download })();
    expect(result).toMatchObject(E.left({ _tag: 'WrongBytes' }));
    const message = E.isLeft(result) ? result.left.message : '';
    for (const part of [join(folder, 'data.bin'), file.sha256, file.url]) expect(message).toContain(part);
    expect(asked).toEqual([]);
  });

  it('downloads once, then finds the file in the cache', async () => {
    const { download, asked } = serving(content);
    const first = await runOrThrow(fetchFile(file, { folder, cache, download }));
    const second = await runOrThrow(fetchFile(file, { folder, cache, download }));
    expect(first.path).toBe(join(cache, file.path));
    expect(second.path).toBe(first.path);
    expect(asked).toEqual([file.url]);
  });

  it.each([['wrong bytes 12345'], [''], ['the right byteS']])('replaces %j in the cache', async (bytes) => {
    await put(join(cache, file.path), bytes);
    const { download } = serving(content);
    expect(sha256((await runOrThrow(fetchFile(file, { cache, download }))).content)).toBe(file.sha256);
  });

  it('says where it looked and what to do when it may not download', async () => {
    const forbidden = await fetchFile(file, { folder, cache, download: false })();
    const uncached = await fetchFile(file, { folder })();
    for (const result of [forbidden, uncached]) {
      expect(result).toMatchObject(E.left({ _tag: 'FileMissing' }));
      const message = E.isLeft(result) ? result.left.message : '';
      for (const part of [folder, file.url, join(folder, file.path)]) expect(message).toContain(part);
    }
  });

  it('names the reason that a broken fetch gives', async () => {
    const download: FetchLike = () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } }));
    const result = await fetchFile(file, { cache, download })();
    expect(result).toMatchObject({
      left: { _tag: 'Offline', message: expect.stringContaining('ENOTFOUND') as string },
    });
  });
});
