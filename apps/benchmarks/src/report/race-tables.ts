import type { Table } from '@bcl/lab';
import { spread } from '../numbers/spread';
import { threadsText } from '../race/entrant';
import { phases, type PhaseName, type RaceResult } from '../race/race';
import { mostThreads, sameWork, verdicts, type Verdict } from '../race/verdict';
import { spreadText, threeDigits } from './format';

/** How the phases are called. */
export const phaseText: Readonly<Record<PhaseName, string>> = {
  start: 'from a random start',
  settled: 'near convergence',
};

const right = { align: 'right' } as const;

/** What the race says in one table: how many times as fast as the peer, and the aims. */
export function raceTable(results: readonly RaceResult[]): Table {
  const [first] = results;
  const judged = verdicts(first, 'start');
  const peer = mostThreads(first.entrants, 'theirs');
  const rounds = first.entrants[0].milliseconds.start.length;
  const how = `medians over ${rounds === 1 ? 'one round' : `${rounds} rounds in which the programs took turns`}`;
  return {
    columns: [
      { header: 'table' },
      { header: 'iterations' },
      ...judged.map(({ threads }) => ({ header: `ours, ${threadsText(threads)}`, ...right })),
      ...judged.map(({ threads }) => ({ header: `fastest (${threads})`, ...right })),
    ],
    rows: results.flatMap((result) =>
      phases.map((phase) => [
        { text: result.case.name },
        { text: phaseText[phase] },
        ...verdicts(result, phase).map((verdict) => ({ text: ratioText(verdict) })),
        ...verdicts(result, phase).map(({ fastest }) => ({ text: threeDigits(fastest) })),
      ]),
    ),
    notes: [
      ...(peer === undefined
        ? []
        : [
            `How many times as long ${peer.name}, took for an EM iteration, E and M step: ${how}, each ratio taken within a round; in the columns on the right the fastest of all rounds over our fastest. Our kernel skips responsibilities that are zero to rounding, so that its time depends on the data: components overlap at a random start and are apart near convergence.`,
          ]),
      ...results.flatMap(workNotes),
    ],
  };
}

/** `4.57 (aim 3: met)`. */
const ratioText = ({ ratio, aim, met }: Verdict): string =>
  `${threeDigits(ratio.median)}${aim === undefined ? '' : ` (aim ${aim}: ${met === true ? 'met' : 'not met'})`}`;

/** The medians of all programs, in milliseconds. */
export function millisecondsTable(results: readonly RaceResult[]): Table {
  return {
    columns: [
      { header: 'table' },
      { header: 'iterations' },
      ...results[0].entrants.map(({ side, threads }) => ({ header: `${side}, ${threadsText(threads)}`, ...right })),
    ],
    rows: results.flatMap(({ case: { name }, entrants }) =>
      phases.map((phase) => [
        { text: name },
        { text: phaseText[phase] },
        ...entrants.map(({ milliseconds }) => ({ text: `${threeDigits(spread(milliseconds[phase]).median)} ms` })),
      ]),
    ),
    notes: [`Ours and theirs: ${results[0].entrants.map(({ name }) => name).join('; ')}.`],
  };
}

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

/** All that the race measured, one line a program and phase: spreads, memory and log-likelihoods. */
export function timingTable(results: readonly RaceResult[]): Table {
  return {
    columns: [
      { header: 'table' },
      { header: 'iterations' },
      { header: 'program' },
      { header: 'ms (least … most)', ...right },
      { header: 'processor ms', ...right },
      { header: 'log-likelihood', ...right },
      { header: 'peak MB', ...right },
    ],
    rows: results.flatMap(({ case: { name: table }, entrants }) =>
      phases.flatMap((phase) =>
        entrants.map(({ side, threads, milliseconds, processorMilliseconds, megabytes, meanLogLikelihood }) => [
          { text: table },
          { text: phaseText[phase] },
          { text: `${side}, ${threadsText(threads)}` },
          { text: spreadText(spread(milliseconds[phase])) },
          { text: threeDigits(spread(processorMilliseconds[phase]).median) },
          { text: spread(meanLogLikelihood[phase]).median.toFixed(6) },
          { text: spread(megabytes).median.toFixed(0) },
        ]),
      ),
    ),
    notes: [
      'Medians over the rounds. Processor time is that of all threads together; where one thread took much less of it than of wall-clock time, other programs had the rest. The log-likelihood is the mean over the rows in the last E step, a sign that all did the same work. Memory is that of the whole process, with its interpreter and the table, over both phases.',
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
