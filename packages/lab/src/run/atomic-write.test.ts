import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeAtomically } from './atomic-write';

let directory: string;
beforeEach(() => (directory = mkdtempSync(path.join(os.tmpdir(), 'lab-write-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('writeAtomically', () => {
  it('writes text and bytes, replaces, and leaves nothing else', async () => {
    const file = path.join(directory, 'x');
    await writeAtomically(file, 'one');
    await writeAtomically(file, Uint8Array.of(0x74, 0x77, 0x6f));
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(directory)).toEqual(['x']);
  });

  it('keeps what was there, and no temporary file, when the rename fails', async () => {
    mkdirSync(path.join(directory, 'x/full'), { recursive: true });
    await expect(writeAtomically(path.join(directory, 'x'), 'text')).rejects.toMatchObject({
      problem: { _tag: 'DiskRefused' },
    });
    expect(readdirSync(directory)).toEqual(['x']);
    expect(readdirSync(path.join(directory, 'x'))).toEqual(['full']);
  });

  it('says what the disk refused in one line', async () => {
    const file = path.join(directory, 'none/x');
    await expect(writeAtomically(file, '')).rejects.toThrow(`Cannot write the file (${file}): it does not exist`);
  });
});
