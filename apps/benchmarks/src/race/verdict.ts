import { ratios, spread, type Spread } from '../numbers/spread';
import { agree } from '../programs/job';
import type { EntrantTimes, PhaseName, RaceResult } from './race';

/** The number of threads of the peer against which aims are set. */
export const PEER_THREADS = 2;

/** How many times as fast as the peer at two threads an iteration is to be, by our number of threads. */
export const aims: ReadonlyMap<number, number> = new Map([
  [1, 3],
  [2, 6],
]);

/** What the race says of us with a number of threads, in one phase of one case. */
export interface Verdict {
  readonly threads: number;
  readonly phase: PhaseName;
  /** The peer's number of threads: the most that it had. */
  readonly peerThreads: number;
  /** The peer's time over ours, over the rounds. */
  readonly ratio: Spread;
  /** The peer's shortest time over our shortest: less in it of what else ran on the machine, and of luck more. */
  readonly fastest: number;
  /** Undefined where there is none: for other tables, and for other numbers of threads, ours or theirs. */
  readonly aim: number | undefined;
  readonly met: boolean | undefined;
}

/** The verdicts on each of our entrants in one phase; none where there was no peer. */
export function verdicts({ case: { aimed }, entrants }: RaceResult, phase: PhaseName): Verdict[] {
  const peer = mostThreads(entrants, 'theirs');
  if (peer === undefined) return [];
  return entrants
    .filter(({ side }) => side === 'ours')
    .map(({ threads, milliseconds }) => {
      const fastest = spread(peer.milliseconds[phase]).least / spread(milliseconds[phase]).least;
      const ratio = spread(ratios(peer.milliseconds[phase], milliseconds[phase]));
      const aim = aimed && peer.threads === PEER_THREADS ? aims.get(threads) : undefined;
      const met = aim === undefined ? undefined : ratio.median >= aim;
      return { threads, phase, peerThreads: peer.threads, ratio, fastest, aim, met };
    });
}

/** The entrant of a side with the most threads. */
export function mostThreads<A extends Pick<EntrantTimes, 'side' | 'threads'>>(
  entrants: readonly A[],
  side: EntrantTimes['side'],
): A | undefined {
  return entrants.filter((one) => one.side === side).reduce<A | undefined>((best, one) => (best === undefined || one.threads > best.threads ? one : best), undefined); // prettier-ignore
}

/** Whether all programs did the same work in a phase, in all rounds; the log-likelihoods of all where they did not. */
export function sameWork({ entrants }: Pick<RaceResult, 'entrants'>, phase: PhaseName): true | readonly number[] {
  const [first, ...others] = entrants.flatMap(({ meanLogLikelihood }) => meanLogLikelihood[phase]);
  return others.every((other) => agree(first, other)) || [first, ...others];
}
