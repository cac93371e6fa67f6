import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemIn } from '../problem';
import { readBytes, readStart, statOf } from './read-bytes';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bcl-images-'));
  await writeFile(join(folder, 'five'), 'abcde');
  await writeFile(join(folder, 'empty'), '');
});
afterAll(() => rm(folder, { recursive: true }));

it('reads whole files and beginnings', async () => {
  expect((await readBytes(join(folder, 'five'), 5)).toString()).toBe('abcde');
  expect((await readStart(join(folder, 'five'), 2)).toString()).toBe('ab');
  expect((await readStart(join(folder, 'five'), 99)).toString()).toBe('abcde');
  expect((await statOf(join(folder, 'five'))).size).toBe(5);
});

const tagOf = async (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => 'nothing',
    (error: unknown) => problemIn(error)?._tag,
  );

it.each([
  ['five', 4, 'TooLarge'],
  ['empty', 9, 'EmptyInput'],
  ['.', 9, 'NotAFile'],
  ['absent', 9, 'FileMissing'],
  ['five/below', 9, 'FileMissing'],
  ['zero\0byte', 9, 'Unreadable'],
])('%s, at most %d bytes: %s', async (name, limit, tag) => {
  expect(await tagOf(readBytes(join(folder, name), limit))).toBe(tag);
});

it('says that there is nothing at a path', async () => {
  expect(await tagOf(statOf(join(folder, 'absent')))).toBe('FileMissing');
  expect(await tagOf(readStart(folder, 4))).toBe('Unreadable');
});

(process.platform === 'win32' ? it.skip : it)('does not wait for a named pipe', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(await tagOf(readBytes(pipe, 9))).toBe('NotAFile');
});
