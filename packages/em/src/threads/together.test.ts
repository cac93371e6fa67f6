import { normal, key } from '@bcl/random';
import { nothing } from '../expectation/low-rank/prepare';
import { lowRankUpdate, type UpdateInput } from '../learner/low-rank-update';
import { largestDifference } from '../fixtures/random-cases';
import { threadHost } from './host';
import { poolMembers } from './pool';
import { constantSeenByAll, sharedIntegers, sharedNumbers } from './shared-memory';
import { awaitTickets, createTickets, isFinished, openTickets } from './tickets';
import { doTogether, togetherFor, type SharedWork, type Together } from './together';

const D = 66;
const K = 4;

/** Covariances of rank five. */
function updateInput({ numbers, integers }: Together): UpdateInput {
  const updated = numbers(K * D * D);
  for (let k = 0; k < K; k++) {
    const factor = normal(key(k), 5 * D);
    for (let i = 0; i < D; i++)
      for (let j = 0; j < D; j++)
        for (let r = 0; r < 5; r++) updated[(k * D + i) * D + j] += factor[r * D + i] * factor[r * D + j];
  }
  const space = { before: numbers(0), covariances: numbers(K * D * D), ranks: integers(K), floors: numbers(K) };
  const matrices = { ...space, factors: numbers(K * D * D) };
  return { dimension: D, floor: 0.2, updated, complement: nothing, transposed: numbers(0), ...matrices };
}

const computing = { engine: 'auto', threads: 3 } as const;

describe('work that threads do together', () => {
  it('is done by other threads where the caller does nothing', () => {
    const host = threadHost();
    if (typeof host === 'string') throw new Error(host);
    const input = updateInput(togetherFor(computing, 0));
    const tickets = createTickets(K);
    openTickets(tickets, 7);
    for (const member of poolMembers(host, 2))
      member.tell({ kind: 'work', name: lowRankUpdate.name, input, tickets, pass: 7 });
    expect(awaitTickets(tickets, 8000)).toBe(true);
    expect(Array.from({ length: K }, (_, task) => isFinished(tickets, task))).toEqual([true, true, true, true]);
    const alone = updateInput(togetherFor({ ...computing, threads: 1 }, 0));
    doTogether({ ...togetherFor(computing, 0), threads: 1 }, lowRankUpdate, alone, K);
    expect(Array.from(input.ranks)).toEqual([5, 5, 5, 5]);
    expect(largestDifference(input.covariances, alone.covariances)).toBe(0);
    expect(largestDifference(input.factors, alone.factors)).toBe(0);
  });

  it('is done again by the caller where it failed elsewhere, and fails as it would alone', () => {
    // Threads know no work of this name; a task that is taken by the caller and throws counts as broken.
    const fragile: SharedWork<{ readonly done: Int32Array }> = {
      name: 'unknown elsewhere',
      begin:
        ({ done }) =>
        (task) => {
          if (task === 2) throw new Error('task 2');
          done[task]++;
        },
    };
    const together = togetherFor(computing, 0);
    const input = { done: together.integers(4) };
    expect(() => doTogether(together, fragile, input, 4)).toThrow('task 2');
    expect(Array.from(input.done)).toEqual([1, 1, 0, 1]);
  });
});

describe('numbers that never change', () => {
  it('are copied once, and not at all where all threads see them', () => {
    const own = Float64Array.of(1, 2);
    const copy = constantSeenByAll(own);
    expect(Array.from(copy)).toEqual([1, 2]);
    expect(constantSeenByAll(own)).toBe(copy);
    const shared = sharedNumbers(2);
    expect(constantSeenByAll(shared)).toBe(shared);
    expect(sharedIntegers(3)).toHaveLength(3);
  });
});
