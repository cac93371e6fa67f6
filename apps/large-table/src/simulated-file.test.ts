import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeSimulatedFile } from './simulated-file';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'simulated-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const size = { rows: 500, columns: 3, seed: 1 };

it('writes rows of float32 that the seed decides, and nothing else', async () => {
  const file = await writeSimulatedFile(folder, size);
  expect(readdirSync(folder)).toEqual([path.basename(file)]);
  const bytes = readFileSync(file);
  expect(bytes).toHaveLength(500 * 3 * 4);
  expect(new Float32Array(Uint8Array.from(bytes).buffer).every((cell) => Math.abs(cell) < 8)).toBe(true);
  rmSync(file);
  expect(readFileSync(await writeSimulatedFile(folder, size))).toEqual(bytes);
  expect(readFileSync(await writeSimulatedFile(folder, { ...size, seed: 2, rows: 501 })).equals(bytes)).toBe(false);
});

it('leaves a file that is whole as it is, and writes one anew that is not', async () => {
  const file = await writeSimulatedFile(folder, size);
  const { mtimeMs, ino } = statSync(file);
  await writeSimulatedFile(folder, size);
  expect(statSync(file)).toMatchObject({ mtimeMs, ino });
  truncateSync(file, 100);
  await writeSimulatedFile(folder, size);
  expect(statSync(file).size).toBe(6000);
});
