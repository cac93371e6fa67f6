import type { EntrantTimes, RaceResult } from '../race/race';
import { raceSummary, raceTable, timingTable } from './race-tables';

const entrant = (side: 'ours' | 'theirs', threads: number, times: number[], logLikelihood = -3): EntrantTimes => ({
  side,
  threads,
  name: `${side}, ${threads}`,
  milliseconds: { start: times, settled: times.map((time) => time / 2) },
  meanLogLikelihood: { start: [logLikelihood], settled: [-3] },
  megabytes: [123.4],
});
const one = { id: 'a', name: 'A', rows: 10, columns: 2, components: 2, iterations: 3, settled: 4, table: () => new Float64Array(20) }; // prettier-ignore
const result = (...entrants: EntrantTimes[]): RaceResult => ({ case: one, entrants });
const texts = (rows: readonly (readonly { readonly text: string }[])[]) =>
  rows.map((row) => row.map(({ text }) => text));

describe('raceTable', () => {
  it('has a line a phase, with medians, ratios and aims', () => {
    const table = raceTable([result(entrant('ours', 1, [2, 2, 4]), entrant('ours', 2, [2, 2, 4]), entrant('theirs', 2, [8, 10, 30]))]); // prettier-ignore
    expect(table.columns.map(({ header }) => header).slice(-2)).toEqual([
      'theirs (2 threads) / ours (1 thread)',
      'theirs (2 threads) / ours (2 threads)',
    ]);
    expect(texts(table.rows)).toEqual([
      ['A', 'from a random start', '2.00 ms', '2.00 ms', '10.0 ms', '5.00 (aim 3: met)', '5.00 (aim 6: not met)'],
      ['A', 'near convergence', '1.00 ms', '1.00 ms', '5.00 ms', '5.00 (aim 3: met)', '5.00 (aim 6: not met)'],
    ]);
    expect(table.notes).toHaveLength(1);
  });

  it('says where the programs did not do the same work', () => {
    const { notes } = raceTable([result(entrant('ours', 1, [2]), entrant('theirs', 2, [8], -4))]);
    expect(notes?.[1]).toBe(
      'A, from a random start: the programs did not do the same work, their mean log-likelihoods range from -4 to -3.',
    );
  });

  it('needs no peer', () => {
    expect(texts(raceTable([result(entrant('ours', 1, [2]))]).rows)[0]).toEqual(['A', 'from a random start', '2.00 ms']); // prettier-ignore
  });
});

it('timingTable has a line a program', () => {
  expect(texts(timingTable([result(entrant('ours', 1, [2, 3, 4]))]).rows)).toEqual([
    ['A', 'ours, 1', '3.00 (2.00 … 4.00)', '1.50 (1.00 … 2.00)', '123', '-3.00000000', '-3.00000000'],
  ]);
});

describe('raceSummary', () => {
  it('gives the range of the ratios and counts the aims', () => {
    const results = [
      result(entrant('ours', 1, [2]), entrant('ours', 2, [1]), entrant('theirs', 2, [5])),
      result(entrant('ours', 1, [2]), entrant('ours', 2, [1]), entrant('theirs', 2, [8])),
    ];
    expect(raceSummary(results)).toBe(
      'scikit-learn at 2 threads took so many times as long for an EM iteration as @bcl/em: 2.50 to 4.00 at 1 thread, 5.00 to 8.00 at 2 threads. 4 of 8 aims are met.',
    );
  });

  it('says when there was no peer', () => {
    expect(raceSummary([result(entrant('ours', 1, [2]))])).toMatch('was not there to race against');
  });
});
