import { bundle } from './bundle';
import type { HostWorker, ThreadHost } from './host';
import type { Message } from './messages';

/** A thread of the pool. */
export interface Member {
  readonly worker: HostWorker;
  /** Desks that it knows. */
  readonly desks: Set<number>;
}

/** Deaths after which no thread is started any more: where all die, work goes on in the calling thread. */
const MOST_DEATHS = 8;

const members: Member[] = [];
let deaths = 0;

/**
 * Up to `count` threads, started when first asked for and kept as long as the process. They do not keep it from ending. A thread that
 * has died is replaced.
 */
export function poolMembers(host: ThreadHost, count: number): readonly Member[] {
  while (members.length < count && deaths < MOST_DEATHS) {
    const member = startMember(host);
    if (member === undefined) break;
    members.push(member);
  }
  return members.slice(0, count);
}

function startMember(host: ThreadHost): Member | undefined {
  let worker: HostWorker;
  try {
    worker = host.start(bundle);
  } catch {
    // Forbidden, for example by Node's permission model: the calling thread does all.
    deaths = MOST_DEATHS;
    return undefined;
  }
  const member = { worker, desks: new Set<number>() };
  // What it had taken is done again by the caller; an error needs no more than a listener.
  worker.on('error', () => undefined);
  worker.on('exit', () => {
    deaths++;
    members.splice(members.indexOf(member), 1);
  });
  worker.unref();
  return member;
}

/** Tells a thread something. */
export const tell = ({ worker }: Member, message: Message): void => worker.postMessage(message);

/** Has all threads forget a desk. */
export function forgetDesk(desk: number): void {
  for (const member of members) if (member.desks.delete(desk)) tell(member, { kind: 'forget', desk });
}
