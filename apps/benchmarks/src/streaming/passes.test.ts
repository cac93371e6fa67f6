import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulatedTruth } from '../cases/simulated';
import { agree } from '../programs/job';
import { writeMixture } from '../programs/mixture-file';
import { timeInMemory, timeStreaming } from './passes';
import { writeTableFile } from './table-file';

it('passes over a file and over memory do the same work, and are timed one by one', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bcl-passes-'));
  const sizes = { rows: 3000, columns: 3, components: 2 };
  const data = path.join(folder, 'table.f32');
  const start = path.join(folder, 'start.f64');
  await writeTableFile(data, sizes, new AbortController().signal, () => undefined);
  await writeMixture(start, { ...simulatedTruth('else', 3, 2), components: 2, dimension: 3, shape: 'full' });
  let now = 0;
  const clock = (): number => (now += 1000);
  const job = { ...sizes, data, start, ridge: 1e-2, threads: 1, passes: 3 };
  const streamed = await timeStreaming(job, clock);
  const held = await timeInMemory(job, clock);
  expect(agree(streamed.meanLogLikelihood, held.meanLogLikelihood)).toBe(true);
  expect(streamed.meanLogLikelihood).toBeLessThan(0);
  expect([streamed.passes, held.passes]).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
  expect(held.before).toBe(1);
  await expect(timeInMemory({ ...job, rows: 3001 }, clock)).rejects.toThrow('ends after 9000 numbers, not 9003');
  await rm(folder, { recursive: true });
});
