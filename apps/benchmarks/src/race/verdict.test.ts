import { entrant, result, table } from './race-result.fixture';
import { mostThreads, sameWork, verdicts } from './verdict';

describe('verdicts', () => {
  const entrants = [
    entrant('ours', 1, [2, 4, 2]),
    entrant('theirs', 1, [20, 40, 20]),
    entrant('ours', 2, [1, 2, 1]),
    entrant('theirs', 2, [5, 14, 7]),
  ];

  it('divide the time of the peer with the most threads by ours, round by round', () => {
    const [one, two] = verdicts(result(...entrants), 'start');
    expect(one).toEqual({
      ...{ threads: 1, phase: 'start', peerThreads: 2, aim: 3, met: true },
      ratio: { median: 3.5, least: 2.5, most: 3.5 },
      fastest: 2.5,
    });
    expect(two).toMatchObject({ threads: 2, aim: 6, met: true, ratio: { median: 7, least: 5, most: 7 } });
  });

  it('say when an aim is missed', () => {
    const slow = [entrant('ours', 1, [2]), entrant('ours', 2, [2]), entrant('theirs', 2, [6])];
    expect(verdicts(result(...slow), 'settled').map(({ met }) => met)).toEqual([true, false]);
  });

  it('know no aim for other tables and numbers of threads, and nothing without a peer', () => {
    const other = { case: { ...table, aimed: false }, entrants };
    expect(verdicts(other, 'start').map(({ aim, met }) => [aim, met])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    const four = [entrant('ours', 4, [1]), entrant('theirs', 2, [100])];
    expect(verdicts(result(...four), 'start')).toMatchObject([{ aim: undefined, met: undefined }]);
    const alone = [entrant('ours', 1, [1]), entrant('theirs', 1, [100])];
    expect(verdicts(result(...alone), 'start')).toMatchObject([{ peerThreads: 1, aim: undefined }]);
    expect(verdicts(result(entrant('ours', 1, [1])), 'start')).toEqual([]);
  });
});

it('mostThreads is the entrant of a side with the most of them', () => {
  const all = [entrant('theirs', 8, [1]), entrant('ours', 1, [1]), entrant('ours', 2, [1])];
  expect(mostThreads(all, 'ours')?.threads).toBe(2);
  expect(mostThreads(all.slice(1), 'theirs')).toBeUndefined();
});

describe('sameWork', () => {
  it('holds where all log-likelihoods agree', () => {
    expect(sameWork({ entrants: [entrant('ours', 1, [1], -3), entrant('theirs', 1, [1], -3.000001)] }, 'start')).toBe(true); // prettier-ignore
  });

  it('gives them where one does not', () => {
    const entrants = [entrant('ours', 1, [1], -3), entrant('theirs', 1, [1], -4)];
    expect(sameWork({ entrants }, 'start')).toEqual([-3, -4]);
    expect(sameWork({ entrants }, 'settled')).toBe(true);
  });
});
