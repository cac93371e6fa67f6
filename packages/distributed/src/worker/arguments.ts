import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { errorParts } from '../redis/error-parts';

/** What `bcl-worker` was asked for. */
export interface WorkerArguments {
  readonly help: boolean;
  readonly url: string;
  readonly queue: string;
  readonly concurrency: number;
  readonly silentSeconds: number;
  /** Absolute paths. */
  readonly modules: readonly string[];
}

export const HELP = `Usage: bcl-worker --redis URL [--queue NAME] [--concurrency N] [--silent SECONDS] [--tasks FILE] [--help]

Does jobs from a queue in a Redis or Valkey until it is stopped. Start as many as you like, on any number of machines.

  --redis URL        redis://[user:password@]host[:port][/database], rediss:// for TLS; or @FILE, a file whose first line
                     is the URL, so that a password does not show in the list of processes
  --queue NAME       the queue to listen to (default: jobs)
  --concurrency N    jobs done at a time, each on a thread of its own (default: 1)
  --silent SECONDS   a job whose worker was silent for so long is given to another one (default: 30)
  --tasks FILE       a module with tasks of your own, an export "tasks" that is a list; may be given several times
  --help             show this text

Ctrl-C finishes the jobs under way; a second one puts them back into the queue for another worker.
Exit code 0 when stopped, 1 when something broke, 2 for bad input or a Redis that cannot be used.`;

const wrong = (what: string, hint = 'bcl-worker --help shows what there is') =>
  E.left(problem('InvalidOption', { what, hint }));

/**
 * Reads the command line after the program's name.
 *
 * @param directory - where it was typed
 */
export function readArguments(
  words: readonly string[],
  directory = process.cwd(),
): E.Either<Problem<'InvalidOption'>, WorkerArguments> {
  // pnpm hands a lone -- on to the program.
  const parsed = parse(words[0] === '--' ? words.slice(1) : words);
  if (typeof parsed === 'string') return wrong(parsed);
  const { help, redis, queue = 'jobs', concurrency = '1', silent = '30', tasks = [] } = parsed;
  const modules = tasks.map((file) => path.resolve(directory, file));
  const settings = { help, queue, concurrency: Number(concurrency), silentSeconds: Number(silent), modules };
  if (help) return E.right({ ...settings, url: '' });
  if (redis === undefined) return wrong('--redis is missing', 'say where the queue is: --redis redis://localhost:6379');
  if (!(Number.isInteger(settings.concurrency) && settings.concurrency >= 1 && settings.concurrency <= 1024))
    return wrong(`--concurrency is ${concurrency}`, 'give a whole number from 1 to 1024');
  if (!(settings.silentSeconds >= 0.2 && settings.silentSeconds <= 86400))
    return wrong(`--silent is ${silent}`, 'give seconds from 0.2 to 86400');
  const missing = modules.find((file) => !existsSync(file));
  if (missing !== undefined) return wrong(`--tasks names no file: ${missing}`);
  const url = redis.startsWith('@') ? `@${path.resolve(directory, redis.slice(1))}` : redis;
  return E.right({ ...settings, url });
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        redis: { type: 'string' },
        queue: { type: 'string' },
        concurrency: { type: 'string' },
        silent: { type: 'string' },
        tasks: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    // Node's own words name the option; what follows the first sentence is advice about quoting. Arguments are repeated, and one
    // of them may be an address with a password.
    return errorParts(error)
      .message.split('. ')[0]
      .replace(/\.$/, '')
      .replace(/\/\/[^\s@]*@/g, '//…@');
  }
}
