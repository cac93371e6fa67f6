/** Tasks of the fault tests: slow enough to be interrupted, and noted in a file, so that a test sees who began what how often. */
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const slow = {
  name: 'slow',
  /** @returns {Promise<{ value: number }>} (shared or 1) x value, after `ms` milliseconds */
  async run({ value, ms, log, note = '' }, { shared = 1 }) {
    appendFileSync(log, `begin ${note}${value} ${process.pid}\n`);
    await delay(ms);
    appendFileSync(log, `end ${note}${value} ${process.pid}\n`);
    return { value: shared * value };
  },
};

export const tasks = [slow];
