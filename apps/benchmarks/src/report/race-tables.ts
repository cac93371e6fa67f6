import type { Table } from '@bcl/lab';
import { spread } from '../numbers/spread';
import { threadsText } from '../race/entrant';
import { phases, type PhaseName, type RaceResult } from '../race/race';
import { sameWork, verdicts, type Verdict } from '../race/verdict';
import { spreadText, threeDigits } from './format';

/** How the phases are called. */
export const phaseText: Readonly<Record<PhaseName, string>> = {
  start: 'from a random start',
  settled: 'near convergence',
};

const right = { align: 'right' } as const;

/** The race in one table: medians, the ratios to the peer, and the aims. */
export function raceTable(results: readonly RaceResult[]): Table {
  const [first] = results;
  const judged = verdicts(first, 'start');
  return {
    columns: [
      { header: 'table' },
      { header: 'iterations' },
      ...first.entrants.map(({ name }) => ({ header: name, ...right })),
      ...judged.map(({ threads, peerThreads }) => ({
        header: `theirs (${threadsText(peerThreads)}) / ours (${threadsText(threads)})`,
        ...right,
      })),
    ],
    rows: results.flatMap((result) =>
      phases.map((phase) => [
        { text: result.case.name },
        { text: phaseText[phase] },
        ...result.entrants.map(({ milliseconds }) => ({
          text: `${threeDigits(spread(milliseconds[phase]).median)} ms`,
        })),
        ...verdicts(result, phase).map((verdict) => ({ text: ratioText(verdict) })),
      ]),
    ),
    notes: [
      `Milliseconds of one EM iteration, E and M step: medians over ${first.entrants[0].milliseconds.start.length} rounds in which the programs took turns. A ratio is taken round by round, then its median.`,
      ...results.flatMap(workNotes),
    ],
  };
}

/** `4.57 (aim 3: met)`. */
const ratioText = ({ ratio, aim, met }: Verdict): string =>
  `${threeDigits(ratio.median)}${aim === undefined ? '' : ` (aim ${aim}: ${met === true ? 'met' : 'not met'})`}`;

/** What has to be said where two programs ended with other log-likelihoods. */
export function workNotes(result: RaceResult): string[] {
  return phases.flatMap((phase) => {
    const same = sameWork(result, phase);
    if (same === true) return [];
    const range = spread(same);
    return [
      `${result.case.name}, ${phaseText[phase]}: the programs did not do the same work, their mean log-likelihoods range from ${range.least} to ${range.most}.`,
    ];
  });
}

/** All that the race measured, one line a program: spreads, memory and log-likelihoods. */
export function timingTable(results: readonly RaceResult[]): Table {
  return {
    columns: [
      { header: 'table' },
      { header: 'program' },
      ...phases.map((phase) => ({ header: `ms ${phaseText[phase]}`, ...right })),
      { header: 'peak memory, MB', ...right },
      ...phases.map((phase) => ({ header: `log-likelihood ${phaseText[phase]}`, ...right })),
    ],
    rows: results.flatMap(({ case: { name: table }, entrants }) =>
      entrants.map(({ name, milliseconds, megabytes, meanLogLikelihood }) => [
        { text: table },
        { text: name },
        ...phases.map((phase) => ({ text: spreadText(spread(milliseconds[phase])) })),
        { text: spread(megabytes).median.toFixed(0) },
        ...phases.map((phase) => ({ text: spread(meanLogLikelihood[phase]).median.toFixed(8) })),
      ]),
    ),
    notes: [
      'Median (smallest … largest) over the rounds. Memory is that of the whole process, with its interpreter and the table.',
    ],
  };
}

/** What the race comes to, in a sentence or two. */
export function raceSummary(results: readonly RaceResult[]): string {
  const all = results.flatMap((result) => phases.flatMap((phase) => verdicts(result, phase)));
  if (all.length === 0) return 'scikit-learn was not there to race against: our side was timed alone.';
  const parts = [...new Set(all.map(({ threads }) => threads))].map((threads) => {
    const medians = all.filter((one) => one.threads === threads).map(({ ratio }) => ratio.median);
    return `${threeDigits(Math.min(...medians))} to ${threeDigits(Math.max(...medians))} at ${threadsText(threads)}`;
  });
  const aimed = all.filter(({ met }) => met !== undefined);
  const met = aimed.filter((one) => one.met === true).length;
  const verdict = aimed.length === 0 ? '' : ` ${met} of ${aimed.length} aims are met.`;
  return `scikit-learn at ${threadsText(all[0].peerThreads)} took so many times as long for an EM iteration as @bcl/em: ${parts.join(', ')}.${verdict}`;
}
