import { joint, marginal } from '@bcl/masks';
import { fold, key } from '@bcl/random';
import { haarOrthogonal } from '@bcl/transforms';
import type { Matching, MatchingSampler } from './matching';
import { matchingSampler } from './matching-sampler';
import { weightedMatchings } from './weighted-matchings';

const draws = 4000;
const drawAll = (sampler: MatchingSampler<string>): ReadonlyArray<Matching<string>> =>
  Array.from({ length: draws }, (_, at) => sampler(fold(key('draws'), at), 2, at));
const standardErrors = (count: number, share: number): number =>
  Math.abs(count / draws - share) / Math.sqrt((share * (1 - share)) / draws);

test('40 % joint, 10 % marginal and 50 % marginal after a rotation, as complete matchings', () => {
  const drawn = drawAll(
    weightedMatchings([
      [0.4, matchingSampler({ task: joint(), objective: 'joint' })],
      [0.1, matchingSampler({ task: marginal(1), objective: 'marginal' })],
      [0.5, matchingSampler({ task: marginal(1), transform: haarOrthogonal, objective: 'rotated' })],
    ]),
  );
  for (const [name, share, size, transform] of [
    ['joint', 0.4, 2, 'identity'],
    ['marginal', 0.1, 1, 'identity'],
    ['rotated', 0.5, 1, 'Haar orthogonal'],
  ] as const) {
    const such = drawn.filter(({ objective }) => objective === name);
    expect(standardErrors(such.length, share)).toBeLessThan(4);
    expect(
      such.every((matching) => matching.task.target.length === size && matching.transform.name === transform),
    ).toBe(true);
  }
});

test('weights are relative, and a weight of 0 is never drawn', () => {
  const of = (objective: string) => matchingSampler({ task: joint(), objective });
  const drawn = drawAll(
    weightedMatchings([
      [3, of('a')],
      [0, of('b')],
      [1, of('c')],
    ]),
  );
  expect(standardErrors(drawn.filter(({ objective }) => objective === 'a').length, 0.75)).toBeLessThan(4);
  expect(drawn.some(({ objective }) => objective === 'b')).toBe(false);
});

test('the chosen sampler is told the step and the dimension, and draws independently of the choice', () => {
  const steps: number[] = [];
  const inner = matchingSampler({ task: marginal(1), objective: 'x' });
  const watched: MatchingSampler<string> = (drawKey, dimension, step) => (
    steps.push(step),
    inner(drawKey, dimension, step)
  );
  const drawn = drawAll(
    weightedMatchings([
      [1, watched],
      [1, matchingSampler({ task: joint(), objective: 'y' })],
    ]),
  );
  expect(steps).toEqual(drawn.flatMap(({ objective }, at) => (objective === 'x' ? [at] : [])));
  const first = drawn.filter(({ objective, task }) => objective === 'x' && task.target[0] === 0).length;
  expect(standardErrors(first, 0.25)).toBeLessThan(4);
});

test.each<[string, number[], RegExp]>([
  ['no sampler', [], /need a sampler with a weight above 0/],
  ['only zeros', [0], /need a sampler with a weight above 0/],
  ['a negative weight', [2, -0.5], /at least 0 and finite, got -0.5/],
  ['a missing weight', [NaN], /got NaN/],
])('refuses %s', (_name, weights, message) => {
  const sampler = matchingSampler({ task: joint(), objective: 0 });
  expect(() => weightedMatchings(weights.map((weight) => [weight, sampler] as const))).toThrow(message);
});
