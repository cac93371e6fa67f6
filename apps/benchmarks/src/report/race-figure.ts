import { barChart } from '@bcl/lab';
import { ratios } from '../numbers/spread';
import { threadsText } from '../race/entrant';
import { phases, type RaceResult } from '../race/race';
import { aims, mostThreads, PEER_THREADS } from '../race/verdict';
import { phaseText } from './race-tables';

/** How many times as fast as the peer, case by case; undefined without a peer. */
export async function raceFigure(results: readonly RaceResult[]): Promise<string | undefined> {
  const peer = mostThreads(results[0].entrants, 'theirs');
  if (peer === undefined) return undefined;
  const groups = results.map(({ case: { name }, entrants }) => {
    const theirs = mostThreads(entrants, 'theirs') ?? peer;
    const own = entrants.filter(({ side }) => side === 'ours');
    const bars = own.flatMap(({ threads, milliseconds }) =>
      phases.map((phase) => ({
        name: `${threadsText(threads)}, ${phaseText[phase]}`,
        values: ratios(theirs.milliseconds[phase], milliseconds[phase]),
      })),
    );
    return { name, bars };
  });
  const raced = new Set(results[0].entrants.filter(({ side }) => side === 'ours').map(({ threads }) => threads));
  const aimed = results.some(({ case: { aimed: own } }) => own);
  const references = [...aims]
    .filter(([threads]) => aimed && peer.threads === PEER_THREADS && raced.has(threads))
    .map(([threads, value]) => ({ value, label: `aim at ${threadsText(threads)}: ${value}` }));
  return barChart({
    title: `Time of one EM iteration: ${peer.name} over ours`,
    subtitle: 'Higher is better. Bars are means over the rounds, whiskers one standard deviation.',
    yLabel: 'times as fast',
    groups,
    references,
  });
}
