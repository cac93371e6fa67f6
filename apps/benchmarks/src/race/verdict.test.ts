import type { EntrantTimes } from './race';
import { mostThreads, sameWork, verdicts } from './verdict';

const entrant = (
  side: EntrantTimes['side'],
  threads: number,
  milliseconds: number[],
  logLikelihood = -3,
): EntrantTimes => ({
  side,
  threads,
  name: `${side} ${threads}`,
  milliseconds: { start: milliseconds, settled: milliseconds.map((time) => time / 2) },
  meanLogLikelihood: { start: [logLikelihood], settled: [logLikelihood] },
  megabytes: [100],
});

describe('verdicts', () => {
  const entrants = [
    entrant('ours', 1, [2, 4, 2]),
    entrant('theirs', 1, [20, 40, 20]),
    entrant('ours', 2, [1, 2, 1]),
    entrant('theirs', 2, [5, 14, 7]),
  ];

  it('divide the time of the peer with the most threads by ours, round by round', () => {
    const [one, two] = verdicts({ entrants }, 'start');
    expect(one).toEqual({
      ...{ threads: 1, phase: 'start', peerThreads: 2, aim: 3, met: true },
      ratio: { median: 3.5, least: 2.5, most: 3.5 },
    });
    expect(two).toMatchObject({ threads: 2, aim: 6, met: true, ratio: { median: 7, least: 5, most: 7 } });
  });

  it('say when an aim is missed', () => {
    const slow = [entrant('ours', 1, [2]), entrant('ours', 2, [2]), entrant('theirs', 2, [6])];
    expect(verdicts({ entrants: slow }, 'settled').map(({ met }) => met)).toEqual([true, false]);
  });

  it('know no aim for other numbers of threads, and nothing without a peer', () => {
    const four = [entrant('ours', 4, [1]), entrant('theirs', 2, [100])];
    expect(verdicts({ entrants: four }, 'start')).toMatchObject([{ aim: undefined, met: undefined }]);
    const alone = [entrant('ours', 1, [1]), entrant('theirs', 1, [100])];
    expect(verdicts({ entrants: alone }, 'start')).toMatchObject([{ peerThreads: 1, aim: undefined }]);
    expect(verdicts({ entrants: [entrant('ours', 1, [1])] }, 'start')).toEqual([]);
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
    expect(sameWork({ entrants }, 'settled')).toEqual([-3, -4]);
  });
});
