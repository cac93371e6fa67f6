import * as E from 'fp-ts/lib/Either.js';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulatedTable } from '../cases/simulated';
import { checkRoom, requireRoom, tableBytes, writeTableFile } from './table-file';

const sizes = { rows: 10_000_000, columns: 16, components: 32 };

describe('checkRoom', () => {
  it('counts four bytes a cell, and some to spare', () => {
    expect(tableBytes(sizes)).toBe(640e6);
    expect(E.isRight(checkRoom(sizes, 704e6, '/runs'))).toBe(true);
  });

  it('says in one line what is needed and what is there', () => {
    const checked = checkRoom(sizes, 100e6, '/runs/1');
    expect(E.isLeft(checked) && checked.left.message).toBe(
      'The table for --streaming does not fit on the disk (/runs/1): it needs 0.70 GB, and 0.10 GB are free; make room, or choose a folder on another disk with --out',
    );
  });
});

describe('files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bcl-streaming-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const quiet = new AbortController().signal;

  it('hold the simulated rows as float32', async () => {
    const file = path.join(folder, 'deeper', 'table.f32');
    const wrote: number[] = [];
    await writeTableFile(file, { rows: 100_010, columns: 2, components: 3 }, quiet, (rows) => wrote.push(rows));
    const bytes = await readFile(file);
    const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    expect(values).toEqual(Float32Array.from(simulatedTable('streaming', 100_010, 2, 3)));
    expect(wrote).toEqual([100_000, 100_010]);
  });

  it('stop when the signal comes', async () => {
    const file = path.join(folder, 'stopped.f32');
    await expect(writeTableFile(file, sizes, AbortSignal.abort(), () => undefined)).rejects.toThrow(/abort/i);
  });

  it('fit where there is room, and not where none could be', async () => {
    await expect(requireRoom({ rows: 1, columns: 1, components: 1 }, folder)).resolves.toBeUndefined();
    await expect(requireRoom({ ...sizes, rows: 1e15 }, folder)).rejects.toThrow('does not fit on the disk');
  });
});
