import { entrant, result } from '../race/race-result.fixture';
import { raceFigure } from './race-figure';

it('shows the ratios to the peer with the most threads, and the aims that apply', async () => {
  const svg = await raceFigure([result(entrant('ours', 1, [2]), entrant('theirs', 2, [10]))]);
  expect(svg).toContain('theirs, 2 over ours');
  expect(svg).toContain('A');
  expect(svg).toContain('aim at 1 thread: 3');
  expect(svg).not.toContain('aim at 2 threads');
  const weaker = await raceFigure([result(entrant('ours', 1, [2]), entrant('theirs', 1, [10]))]);
  expect(weaker).not.toContain('aim at');
});

it('is not there without a peer', async () => {
  expect(await raceFigure([result(entrant('ours', 1, [2]))])).toBeUndefined();
});
