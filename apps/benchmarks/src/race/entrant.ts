import { ours } from '../programs/ours';
import type { Program } from '../programs/run-program';
import { scikitLearn, type Peer } from '../programs/scikit-learn';

/** A program with a number of threads: a line of the race. */
export interface Entrant {
  readonly side: 'ours' | 'theirs';
  readonly threads: number;
  /** For people, and in files. */
  readonly name: string;
  readonly program: Program;
}

/** The programs in the order of their turns within a round: ours and theirs at each number of threads. */
export function entrants(threads: readonly number[], peer: Peer | undefined): Entrant[] {
  return threads.flatMap((count): Entrant[] => {
    const own = { side: 'ours', threads: count, name: `@bcl/em, ${threadsText(count)}`, program: ours } as const;
    if (peer === undefined) return [own];
    const name = `scikit-learn ${peer.scikitLearn}, ${threadsText(count)}`;
    return [own, { side: 'theirs', threads: count, name, program: scikitLearn(peer, count) }];
  });
}

/** `1 thread`, `2 threads`. */
export const threadsText = (count: number): string => `${count} thread${count === 1 ? '' : 's'}`;
