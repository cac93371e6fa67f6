/**
 * What a queue costs: a redis-server, workers and a coordinator on this machine, and tasks that do next to nothing. Prints
 * milliseconds and bytes. Needs Linux, a build and a redis-server: pnpm --filter @bcl/distributed overhead
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { redisExecutor } from '@bcl/distributed';
import { runOrThrow } from '@bcl/errors';
import { Redis } from 'ioredis';
import { tasks } from './tasks.mjs';

const [empty, statistics] = tasks;
const here = path.dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'bcl-overhead-'));
const port = await freePort();
const url = `redis://127.0.0.1:${port}`;
const children = [];
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
await started('redis-server', words, 'Ready to accept connections');
const redis = new Redis(url);
const shards = Number(process.argv[2] ?? 64);
const components = 32;
const columns = 16;
const shared = { means: Float64Array.from({ length: components * columns * (1 + columns) }, (_, i) => Math.sin(i)) };
const inputs = (count, run) =>
  Array.from({ length: count }, (_, i) => ({
    id: `${run}/shard-${i}`,
    input: { components, columns, shard: { url: `/data/rows-${i}.f32`, type: 'float32', columns, fromRow: 0 } },
  }));

process.stdout.write(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, ${shards} shards a pass\n`);
process.stdout.write(
  'workers | round trip | empty pass | pass with statistics, in ms: median (least) | bytes a job | CPU ms a job: coordinator, workers, Redis\n',
);
for (let workers = 1; workers <= 4; workers++) {
  const bin = path.join(here, '../dist/bcl-worker.js');
  await started(process.execPath, [bin, '--redis', url, '--tasks', path.join(here, 'tasks.mjs')], 'listens to');
  const executor = await runOrThrow(redisExecutor({ url }));
  let run = 0;
  const pass = async (task, count) => {
    const begun = performance.now();
    await runOrThrow(executor.run(task, inputs(count, `pass-${(run += 1)}`), { shared }));
    return performance.now() - begun;
  };
  for (let i = 0; i < 8; i++) await pass(statistics, shards);
  const trips = await times(40, () => pass(empty, 1));
  const empties = await times(12, () => pass(empty, shards));
  const before = await traffic();
  const cpuBefore = cpuSeconds();
  const passes = await times(12, () => pass(statistics, shards));
  const bytes = ((await traffic()) - before) / (12 * shards);
  const cpu = cpuSeconds().map((seconds, i) => (1000 * (seconds - cpuBefore[i])) / (12 * shards));
  const cells = [trips, empties, passes].map((ms) => `${median(ms).toFixed(1)} (${Math.min(...ms).toFixed(1)})`);
  process.stdout.write(
    `${[workers, ...cells, bytes.toFixed(0), cpu.map((ms) => ms.toFixed(2)).join(', ')].join(' | ')}\n`,
  );
  await executor.close();
}
redis.disconnect();
children.forEach((child) => child.kill('SIGTERM'));
await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))));
rmSync(folder, { recursive: true, force: true });

async function times(count, measure) {
  const all = [];
  for (let i = 0; i < count; i++) all.push(await measure());
  return all;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

/** Seconds of processor time so far of this process, of all workers and of Redis: what load of other programs does not change. */
function cpuSeconds() {
  const [server, ...workers] = children.map(({ pid }) => {
    // After the name of the program in brackets; user and system time are the 12th and 13th field then, in hundredths.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  });
  const { user, system } = process.cpuUsage();
  return [(user + system) / 1e6, workers.reduce((sum, seconds) => sum + seconds, 0), server];
}

/** Bytes that went in and out of Redis since it started. */
async function traffic() {
  const info = await redis.info('stats');
  const field = (name) => Number(new RegExp(`${name}:(\\d+)`).exec(info)[1]);
  return field('total_net_input_bytes') + field('total_net_output_bytes');
}

function started(program, words, line) {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      if (text.toString().includes(line)) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
  });
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return free;
}
