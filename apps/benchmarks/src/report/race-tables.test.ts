import { entrant, result } from '../race/race-result.fixture';
import { millisecondsTable, raceSummary, raceTable, timingTable } from './race-tables';

const texts = (rows: readonly (readonly { readonly text: string }[])[]) =>
  rows.map((row) => row.map(({ text }) => text));

describe('raceTable', () => {
  it('has a line a phase, with the ratios to the peer and the aims', () => {
    const entrants = [entrant('ours', 1, [2, 2, 4]), entrant('ours', 2, [1, 2, 4]), entrant('theirs', 2, [8, 10, 30])];
    const table = raceTable([result(...entrants)]);
    expect(table.columns.map(({ header }) => header).slice(2)).toEqual([
      'ours, 1 thread',
      'ours, 2 threads',
      'fastest (1)',
      'fastest (2)',
    ]);
    expect(texts(table.rows)).toEqual([
      ['A', 'from a random start', '5.00 (aim 3: met)', '7.50 (aim 6: met)', '4.00', '8.00'],
      ['A', 'near convergence', '5.00 (aim 3: met)', '7.50 (aim 6: met)', '4.00', '8.00'],
    ]);
    expect(table.notes).toHaveLength(1);
    expect(table.notes?.[0]).toMatch('theirs, 2, took for an EM iteration, E and M step: medians over 3 rounds');
  });

  it('says where the programs did not do the same work', () => {
    const { notes } = raceTable([result(entrant('ours', 1, [2]), entrant('theirs', 2, [8], -4))]);
    expect(notes?.[1]).toBe(
      'A, from a random start: the programs did not do the same work, their mean log-likelihoods range from -4 to -3.',
    );
  });

  it('needs no peer', () => {
    expect(texts(raceTable([result(entrant('ours', 1, [2]))]).rows)[0]).toEqual(['A', 'from a random start']);
  });
});

it('millisecondsTable has the medians of all programs', () => {
  const { columns, rows } = millisecondsTable([result(entrant('ours', 1, [2, 3, 9]), entrant('theirs', 2, [8]))]);
  expect(columns.map(({ header }) => header).slice(2)).toEqual(['ours, 1 thread', 'theirs, 2 threads']);
  expect(texts(rows)[1]).toEqual(['A', 'near convergence', '1.50 ms', '4.00 ms']);
});

it('timingTable has a line a phase and program', () => {
  expect(texts(timingTable([result(entrant('ours', 1, [2, 3, 4]))]).rows)).toEqual([
    ['A', 'from a random start', 'ours, 1 thread', '3.00 (2.00 … 4.00)', '3.00', '-3.000000', '123'],
    ['A', 'near convergence', 'ours, 1 thread', '1.50 (1.00 … 2.00)', '3.00', '-3.000000', '123'],
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
