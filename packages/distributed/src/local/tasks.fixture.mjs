/** Tasks for tests of executors, as a module that threads can load. */
import { appendFileSync, readFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';

export const tasks = [
  {
    name: 'double',
    run: async ({ value, delay = 0 }, { shared, progress }) => {
      progress(0.5, 'half');
      await new Promise((resolve) => setTimeout(resolve, delay));
      return { value: value.map((entry) => (shared ?? 2) * entry) };
    },
  },
  {
    name: 'meet',
    // Ends when two of them are under way: never, where one is done after the other.
    run: async ({ log }) => {
      appendFileSync(log, '.');
      while (readFileSync(log, 'utf8').length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      return threadId;
    },
  },
  {
    name: 'fail',
    run: async ({ message }) => {
      throw new Error(message);
    },
  },
  {
    name: 'die',
    run: async ({ log }) => {
      appendFileSync(log, '.');
      process.exit(3);
    },
  },
];
