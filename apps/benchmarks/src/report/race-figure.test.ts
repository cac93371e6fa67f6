import type { EntrantTimes } from '../race/race';
import { raceFigure } from './race-figure';

const one = { id: 'a', name: 'Table A', rows: 10, columns: 2, components: 2, iterations: 3, settled: 4, table: () => new Float64Array(20) }; // prettier-ignore
const entrant = (side: 'ours' | 'theirs', threads: number, time: number): EntrantTimes => ({
  ...{ side, threads, name: `${side}, ${threads}`, megabytes: [1] },
  milliseconds: { start: [time], settled: [time] },
  meanLogLikelihood: { start: [0], settled: [0] },
});

it('shows the ratios to the peer with the most threads, and the aims that apply', async () => {
  const svg = await raceFigure([{ case: one, entrants: [entrant('ours', 1, 2), entrant('theirs', 2, 10)] }]);
  expect(svg).toContain('theirs, 2 over ours');
  expect(svg).toContain('Table A');
  expect(svg).toContain('aim at 1 thread: 3');
  expect(svg).not.toContain('aim at 2 threads');
  const weaker = await raceFigure([{ case: one, entrants: [entrant('ours', 1, 2), entrant('theirs', 1, 10)] }]);
  expect(weaker).not.toContain('aim at');
});

it('is not there without a peer', async () => {
  expect(await raceFigure([{ case: one, entrants: [entrant('ours', 1, 2)] }])).toBeUndefined();
});
