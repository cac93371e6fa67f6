import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { readFileBytes } from './read-file';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bcl-read-file-'));
  await writeFile(join(folder, 'five'), 'abcde');
  await writeFile(join(folder, 'empty'), '');
  await mkdir(join(folder, 'folder'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('readFileBytes', () => {
  it('reads a file up to the limit', async () => {
    const bytes = await readFileBytes(join(folder, 'five'), 5)();
    expect(E.isRight(bytes) && Buffer.from(bytes.right).toString()).toBe('abcde');
  });

  it.each([
    ['five', 4, 'TooLarge', 'has 5 bytes'],
    ['empty', 9, 'EmptyInput', 'empty'],
    ['folder', 9, 'NotAFile', 'directory'],
    ['absent', 9, 'FileMissing', 'no such file'],
    ['five/below', 9, 'FileMissing', 'no such file'],
  ])('%s, at most %d bytes: %s', async (name, limit, tag, message) => {
    const path = join(folder, name);
    expect(await readFileBytes(path, limit)()).toMatchObject({
      left: { _tag: tag, message: expect.stringContaining(path) as string },
    });
    expect(await readFileBytes(path, limit)()).toMatchObject({
      left: { message: expect.stringContaining(message) as string },
    });
  });

  (process.platform === 'win32' ? it.skip : it)('does not wait for a named pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await readFileBytes(pipe, 9)()).toMatchObject(E.left({ _tag: 'NotAFile' }));
  });

  const mayBeDenied = process.platform !== 'win32' && process.getuid?.() !== 0;
  (mayBeDenied ? it : it.skip)('names a missing permission (skipped for root, whom nothing is denied)', async () => {
    const path = join(folder, 'secret');
    await writeFile(path, 'x');
    await chmod(path, 0);
    expect(await readFileBytes(path, 9)()).toMatchObject({
      left: { _tag: 'Unreadable', message: expect.stringContaining('permission') as string },
    });
  });

  it('is a problem also for a path that no system has', async () => {
    expect(await readFileBytes('a\0b', 9)()).toMatchObject(E.left({ _tag: 'Unreadable' }));
  });
});
