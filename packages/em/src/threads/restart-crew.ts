import { NumericalFailure, type Components } from '../expectation/components';
import type { RestartEnd, RestartPlan } from '../fit/restart';
import { descriptionOf } from '../strategies/description';
import { passWork, threadsFor } from './computing';
import { threadHost } from './host';
import { poolMembers, type Member } from './pool';
import {
  claimantOf,
  claimRestart,
  restartClaims,
  stopRestarts,
  type RestartNews,
  type RestartsMessage,
  type ToldStep,
} from './restart-messages';
import { rowsSeenByAll, seenByAll } from './shared-memory';

/** Who hears what other threads do. */
export interface CrewListener {
  step(restart: number, step: ToldStep): void;
  ended(restart: number, end: RestartEnd): void;
  failed(restart: number, failure: NumericalFailure): void;
  stopped(restart: number, last: Components | undefined): void;
}

/** Threads that take restarts of one fit, beside the caller. */
export interface RestartCrew {
  /** The next restart for the caller, or undefined when all are taken. */
  take(): number | undefined;
  /** Resolves when nobody is at work any more; rejects with what the listener threw. */
  over(): Promise<void>;
  /** Has everybody stop after the present step, and waits for it. */
  stop(): Promise<void>;
}

/** Multiply-adds that all restarts must be likely to take before threads are started for them: some tenths of a second. */
const WORTHWHILE = 1e9;
/** EM steps that a restart is likely to take at least. */
const LIKELY_STEPS = { joint: 50, bcl: 400, bigLearn: 400 } as const;
const CALLER = 1;

let runs = 0;

/**
 * Calls threads for the restarts of a fit; undefined where one thread is asked for, where the strategy is the caller's own, or where
 * threads are of more use within the passes: there are fewer restarts than threads, and the passes are long.
 *
 * @param signal - stops all threads
 * @param detailed - true for a listener that wants every step with its model
 */
export function callCrew(
  plan: RestartPlan,
  count: number,
  signal: AbortSignal | undefined,
  detailed: boolean,
  listener: CrewListener,
): RestartCrew | undefined {
  const strategy = descriptionOf(plan.strategy);
  const host = threadHost();
  if (strategy === undefined || typeof host === 'string' || count < 2 || signal?.aborted === true) return undefined;
  const { data, components } = plan;
  const { threads, engine } = data.computing ?? { threads: 'auto', engine: 'auto' };
  const pass = passWork(data.rows, components, data.dimension);
  const work = threads === 'auto' && pass * count * LIKELY_STEPS[strategy.name] < WORTHWHILE ? 0 : Infinity;
  const wanted = threadsFor({ threads }, work);
  if (wanted < 2 || (count < wanted && threadsFor({ threads: 'auto' }, pass) > 1)) return undefined;
  const shared = {
    ...data,
    data: seenByAll(data.data),
    weights: data.weights && seenByAll(data.weights),
    patterns: data.patterns.map((pattern) => ({ ...pattern, rows: rowsSeenByAll(pattern.rows) })),
    computing: { threads: 1, engine },
  };
  const members = poolMembers(host, Math.min(wanted, count) - 1);
  const job = { kind: 'restarts', run: ++runs, plan: { ...plan, data: shared, strategy }, detailed } as const;
  return startCrew(members, { ...job, claims: restartClaims(count) }, count, signal, listener);
}

function startCrew(
  members: readonly Member[],
  job: Omit<RestartsMessage, 'claimant'>,
  count: number,
  signal: AbortSignal | undefined,
  listener: CrewListener,
): RestartCrew {
  const { claims, run } = job;
  const settled = new Set<number>();
  const dead = new Set<number>();
  let thrown: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;
  const atWork = (): boolean =>
    Array.from({ length: count }, (_, restart) => restart).some((restart) => {
      const claimant = claimantOf(claims, restart);
      return claimant > CALLER && !dead.has(claimant) && !settled.has(restart);
    });
  const hear = (news: RestartNews): void => {
    if (news.kind !== 'steps') settled.add(news.restart);
    try {
      if (thrown === undefined) pass(news, listener);
    } catch (error) {
      thrown = { error };
      stopRestarts(claims);
    }
    wake();
  };
  const abort = (): void => void stopRestarts(claims);
  signal?.addEventListener('abort', abort);
  members.forEach((member, i) => {
    const claimant = CALLER + 1 + i;
    member.begin(run, hear, () => {
      dead.add(claimant);
      wake();
    });
    member.tell({ ...job, claimant });
  });
  const over = async (): Promise<void> => {
    while (atWork()) await new Promise<void>((resolve) => (wake = resolve));
    // Whoever comes now finds nothing to take.
    stopRestarts(claims);
    signal?.removeEventListener('abort', abort);
    for (const member of members) member.end(run);
    if (thrown !== undefined) throw thrown.error;
  };
  return {
    take: () => claimRestart(claims, CALLER),
    over,
    async stop() {
      stopRestarts(claims);
      await over();
    },
  };
}

function pass(news: RestartNews, listener: CrewListener): void {
  switch (news.kind) {
    case 'steps':
      for (const step of news.steps) listener.step(news.restart, step);
      break;
    case 'ended':
      listener.ended(news.restart, news.end);
      break;
    case 'failed':
      listener.failed(news.restart, new NumericalFailure(news.what, news.hint));
      break;
    case 'stopped':
      listener.stopped(news.restart, news.last);
      break;
    case 'lost':
      break;
  }
}
