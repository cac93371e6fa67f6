import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dropUnfinishedFiles, writeAtomically } from './atomic-write';

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

  // A device that says of every write what a full disk says, put where the temporary file will be.
  const full = existsSync('/dev/full');
  (full ? it : it.skip)(
    `loses nothing when the disk fills${full ? '' : ' (skipped: there is no /dev/full)'}`,
    async () => {
      const file = path.join(directory, 'last.safetensors');
      const old = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251);
      await writeAtomically(file, old);
      symlinkSync('/dev/full', path.join(directory, `.last.safetensors.${process.pid}.tmp`));
      await expect(writeAtomically(file, new Uint8Array(200_000))).rejects.toMatchObject({
        problem: {
          _tag: 'DiskRefused',
          message: `Cannot write the file (${file}): the disk is full; free some space, or choose a folder on another disk`,
        },
      });
      expect(readdirSync(directory)).toEqual(['last.safetensors']);
      expect(readFileSync(file).equals(old)).toBe(true);
      await writeAtomically(file, Uint8Array.of(1));
      expect([...readFileSync(file)]).toEqual([1]);
    },
  );

  it('says what the disk refused in one line', async () => {
    const file = path.join(directory, 'none/x');
    await expect(writeAtomically(file, '')).rejects.toThrow(`Cannot write the file (${file}): it does not exist`);
  });
});

describe('dropUnfinishedFiles', () => {
  it('takes what writes of processes that are gone have left, also in folders below, and nothing else', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    mkdirSync(path.join(directory, 'checkpoints'));
    const gone = [`.summary.json.${pid}.tmp`, `checkpoints/.step-5.${pid}.tmp`];
    const kept = [`.x.${process.pid}.tmp`, '.hidden', `y.${pid}.tmp`, 'checkpoints/step-5'];
    for (const name of [...gone, ...kept]) writeFileSync(path.join(directory, name), 'half');
    await dropUnfinishedFiles(directory);
    expect([...gone, ...kept].filter((name) => existsSync(path.join(directory, name)))).toEqual(kept);
  });
});
