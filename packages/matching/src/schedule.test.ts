import { joint, marginal } from '@bcl/masks';
import { key } from '@bcl/random';
import type { MatchingSampler } from './matching';
import { matchingSampler } from './matching-sampler';
import { schedule } from './schedule';
import { weightedMatchings } from './weighted-matchings';

const early = matchingSampler({ task: marginal(1), objective: 'early' });
const late = matchingSampler({ task: joint(), objective: 'late' });

test('draws by the sampler of the step', () => {
  const sampler = schedule((step) => (step < 10 ? early : late));
  expect([0, 9, 10, 1000].map((step) => sampler(key(1), 3, step).objective)).toEqual([
    'early',
    'early',
    'late',
    'late',
  ]);
});

test('draws what that sampler would draw alone', () => {
  const sampler = schedule(() => early);
  expect(sampler(key(4), 5, 3).task).toEqual(early(key(4), 5, 3).task);
});

test('anneals weights', () => {
  const sampler = schedule((step) =>
    weightedMatchings([
      [1 - step / 100, early],
      [step / 100, late],
    ]),
  );
  const lateAt = (step: number) =>
    Array.from({ length: 200 }, (_, seed) => sampler(key(seed), 2, step)).filter(
      ({ objective }) => objective === 'late',
    ).length;
  expect(lateAt(0)).toBe(0);
  expect(lateAt(100)).toBe(200);
  expect(Math.abs(lateAt(50) - 100)).toBeLessThan(4 * Math.sqrt(50));
});

test('schedules nest: the step is passed on', () => {
  const steps: number[] = [];
  const watched: MatchingSampler<string> = (drawKey, dimension, step) => (
    steps.push(step),
    late(drawKey, dimension, step)
  );
  schedule(() => schedule(() => watched))(key(1), 2, 42);
  expect(steps).toEqual([42]);
});
