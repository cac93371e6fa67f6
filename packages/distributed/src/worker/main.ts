import { problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { localExecutor } from '../local/local-executor';
import { taskNamed } from '../task/registry';
import { HELP, readArguments } from './arguments';
import { startWorker } from './worker';

/** What the command needs of the process. */
export interface Surroundings {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Calls back each time the process is asked to stop. */
  readonly onStop: (stop: () => void) => void;
  /** Where the command was typed; the process's own folder without it. */
  readonly directory?: string | undefined;
}

/**
 * The command `bcl-worker`.
 *
 * @returns the exit code: 0 when stopped, 1 when something broke, 2 for bad input or a Redis that cannot be used
 */
export async function main(
  words: readonly string[],
  { say, complain, onStop, directory }: Surroundings,
): Promise<number> {
  const read = readArguments(words, directory);
  if (E.isLeft(read)) return refuse(read.left.message);
  const { help, url, queue, concurrency, silentSeconds, modules } = read.right;
  if (help) {
    say(HELP);
    return 0;
  }
  const executor = localExecutor({ threads: concurrency, modules });
  const named = (name: string) => taskNamed(name, modules);
  const started = await startWorker({ url, queue, concurrency, silentSeconds, executor, taskNamed: named, log: say })();
  if (E.isLeft(started)) {
    await executor.close();
    return refuse(started.left.message);
  }
  const worker = started.right;
  try {
    await new Promise<void>((resolve, reject) => {
      let asked = 0;
      onStop(() => {
        asked += 1;
        if (asked === 1) {
          say('stops: finishes the jobs under way (once more, and they go back into the queue)');
          worker.close().then(resolve, reject);
        } else if (asked === 2) {
          say('stops: puts the jobs under way back into the queue');
          worker.giveBack().then(resolve, reject);
        }
      });
    });
    await executor.close();
    say('stopped');
    return 0;
  } catch (error) {
    complain(problem('JobFailed', { what: `bcl-worker broke: ${String(error)}` }).message);
    return 1;
  }

  function refuse(message: string): number {
    complain(`bcl-worker: ${message}`);
    return 2;
  }
}
