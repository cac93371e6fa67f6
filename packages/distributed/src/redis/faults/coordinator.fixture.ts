/**
 * A coordinator that may be killed: passes of jobs over a state, a checkpoint after each pass. Like a fit over shards, but with
 * numbers that can be checked by hand: the next state is the sum of (state x value) over values 1, 2, 3, modulo 1009.
 *
 * Words: URL, name of the run, number of passes, milliseconds of a job, log of the tasks, checkpoint file.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { runOrThrow } from '@bcl/errors';
import type { Task } from '../../executor/executor';
import { redisExecutor } from '../redis-executor';

interface Slow {
  readonly value: number;
  readonly ms: number;
  readonly log: string;
  readonly note: string;
}

async function main([url, run, passes, ms, log, checkpoint]: readonly string[]): Promise<void> {
  const slow: Task<Slow, { value: number }> = { name: 'slow', run: () => Promise.reject(new Error('not here')) };
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const executor = await runOrThrow(redisExecutor({ url, run, lookSeconds: 0.5, notice: say }));
  let { pass, state } = existsSync(checkpoint)
    ? (JSON.parse(readFileSync(checkpoint, 'utf8')) as { pass: number; state: number })
    : { pass: 0, state: 1 };
  say(`begins after pass ${pass}`);
  while (pass < Number(passes)) {
    const jobs = [1, 2, 3].map((value) => ({
      id: `pass ${pass + 1}, ${value}`,
      input: { value, ms: Number(ms), log, note: `${pass + 1}/` },
    }));
    const outputs = await runOrThrow(executor.run(slow, jobs, { shared: state }));
    pass += 1;
    state = outputs.reduce((sum, { value }) => sum + value, 0) % 1009;
    writeFileSync(`${checkpoint}.new`, JSON.stringify({ pass, state }));
    renameSync(`${checkpoint}.new`, checkpoint);
    say(`saved pass ${pass}`);
  }
  await executor.close();
  say(`result ${state}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
