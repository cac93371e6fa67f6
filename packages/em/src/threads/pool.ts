import { bundle } from './bundle';
import type { HostWorker, ThreadHost } from './host';
import type { Message } from './messages';
import type { RestartNews } from './restart-messages';

/** Deaths after which no thread is started any more: where all die, work goes on in the calling thread. */
const MOST_DEATHS = 8;

const members: Member[] = [];
let deaths = 0;

/**
 * Up to `count` threads, started when first asked for and kept as long as the process. They do not keep it from ending. A thread that
 * has died is replaced.
 */
export function poolMembers(host: ThreadHost, count: number): readonly Member[] {
  while (members.length < count && deaths < MOST_DEATHS)
    try {
      members.push(new Member(host.start(bundle)));
    } catch {
      // Forbidden, for example by Node's permission model: the calling thread does all.
      deaths = MOST_DEATHS;
    }
  return members.slice(0, count);
}

/** Has all threads forget a desk. */
export function forgetDesk(desk: number): void {
  for (const member of members) if (member.desks.delete(desk)) member.tell({ kind: 'forget', desk });
}

interface Listener {
  hear(news: RestartNews): void;
  died(): void;
}

/** A thread of the pool. */
export class Member {
  /** Desks that it knows. */
  readonly desks = new Set<number>();
  private readonly listeners = new Map<number, Listener>();

  constructor(private readonly worker: HostWorker) {
    worker.on('message', (message) => {
      const news = message as RestartNews;
      this.listeners.get(news.run)?.hear(news);
    });
    // Its exit follows; what it had taken is done again by the caller.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      deaths++;
      members.splice(members.indexOf(this), 1);
      for (const listener of this.listeners.values()) listener.died();
    });
    worker.unref();
  }

  /** Tells it something. */
  tell(message: Message): void {
    this.worker.postMessage(message);
  }

  /** Listens to what comes of a run, and keeps the process until its end. */
  begin(run: number, hear: Listener['hear'], died: Listener['died']): void {
    this.listeners.set(run, { hear, died });
    this.worker.ref();
  }

  /** Listens no more. */
  end(run: number): void {
    this.listeners.delete(run);
    if (this.listeners.size === 0) this.worker.unref();
  }
}
