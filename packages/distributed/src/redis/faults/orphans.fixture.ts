/** An executor whose Redis is killed: its runs end, it is closed, and then the process must end by itself. */
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import { freePort } from '../../testing/redis-server';
import { redisExecutor } from '../redis-executor';

async function main(): Promise<void> {
  const port = await freePort();
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: 'ignore',
  });
  const url = `redis://127.0.0.1:${port}`;
  let executor = await redisExecutor({ url, patienceSeconds: 0.3 })();
  for (let tries = 0; E.isLeft(executor) && tries < 100; tries++) {
    await delay(50);
    executor = await redisExecutor({ url, patienceSeconds: 0.3 })();
  }
  if (E.isLeft(executor)) throw new Error(executor.left.message);
  const task = { name: 'long', run: () => delay(500) };
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await gone;
  const ends: string[] = [];
  // The second run begins when Redis is away already.
  for (const id of ['first', 'second']) {
    const ended = await executor.right.run(task, [{ id, input: 1 }])();
    ends.push(E.isLeft(ended) ? ended.left._tag : 'done');
  }
  await executor.right.close();
  process.stdout.write(`closed: ${ends.join(', ')}\n`);
}

void main();
