import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulatedTable } from '../cases/simulated';
import { writeNumbers } from '../programs/mixture-file';
import { timeRestarts } from './time-restarts';

it('times a fit with as many restarts as asked for, after one to warm up', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bcl-restarts-'));
  const data = path.join(folder, 'table.f64');
  await writeNumbers(data, simulatedTable('a', 200, 2, 3));
  const job = { data, rows: 200, columns: 2, components: 3, ridge: 1e-2, threads: 1, restarts: 3, iterations: 4 };
  let now = 0;
  const { milliseconds, logLikelihoods } = await timeRestarts(job, () => (now += 7));
  expect(milliseconds).toBe(7);
  expect(new Set(logLikelihoods).size).toBe(3);
  expect((await timeRestarts({ ...job, iterations: 1 }, () => 0)).logLikelihoods[0]).toBeLessThan(logLikelihoods[0]);
  await rm(folder, { recursive: true });
});
