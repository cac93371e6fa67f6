import { setTimeout as delay } from 'node:timers/promises';
import type { ChainableCommander } from 'ioredis';
import { errorParts } from './error-parts';

/** Replies of a Redis that is there and will work again by itself. */
const passing = /^(LOADING|MASTERDOWN|READONLY|BUSY|TRYAGAIN|UNBLOCKED)\b/;

/** Whether an error is the answer of a Redis. */
export const isReply = (error: unknown): boolean => /^(Reply|Script)Error$/.test(errorParts(error).name);

/** Whether an error says that the connection broke or Redis is starting, rather than that Redis refused the command. */
export function isPassing(error: unknown): boolean {
  const { code, message } = errorParts(error);
  if (isReply(error)) return passing.test(message);
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'].includes(code) ||
    /Connection is closed|connection close|isn't writeable|Connection not available/i.test(message)
  );
}

/**
 * Does something that may be done twice, and again while the connection is broken: the driver sends single commands again by
 * itself, but not a group of commands that was under way.
 *
 * @param wanted - asked before each further try; once false, the error is thrown on
 */
export async function steadily<A>(action: () => Promise<A>, wanted: () => boolean): Promise<A> {
  for (let wait = 100; ; wait = Math.min(2 * wait, 2000)) {
    try {
      return await action();
    } catch (error) {
      if (!isPassing(error) || !wanted()) throw error;
      await delay(wait);
    }
  }
}

/** The replies to a group of commands, in their order; the first error among them is thrown. */
export async function replies(group: ChainableCommander): Promise<readonly unknown[]> {
  const answers = (await group.exec()) ?? [];
  return answers.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}
