import { key } from '@bcl/random';
import { causal } from './causal';
import type { CausalOptions } from './causal';
import { drawTasks, standardErrors } from './frequency';

test('each position is equally likely, the first with nothing given', () => {
  const tasks = drawTasks(causal(), 5, 3000);
  for (let position = 0; position < 5; position++) {
    const source = Array.from({ length: position }, (_, i) => i).join();
    const isHere = (drawn: (typeof tasks)[number]) =>
      drawn.source.join() === source && drawn.target.join() === `${position}`;
    expect(standardErrors(tasks, isHere, 1 / 5)).toBeLessThan(4);
  }
});

test('the rest starts where the next one is', () => {
  for (const { source, target } of drawTasks(causal({ target: 'rest' }), 6, 60)) {
    expect([...source, ...target]).toEqual([0, 1, 2, 3, 4, 5]);
  }
});

test('a fixed order is followed, its sets sorted', () => {
  const tasks = drawTasks(causal({ order: [2, 0, 1] }), 3, 60);
  const seen = new Set(tasks.map(({ source, target }) => `${source.join()}|${target.join()}`));
  expect(seen).toEqual(new Set(['|2', '2|0', '0,2|1']));
});

test('random orders give every set before every other coordinate', () => {
  const tasks = drawTasks(causal({ order: 'random' }), 3, 3000);
  for (const [pair, probability] of [
    ['|0', 1 / 9],
    ['1|0', 1 / 18],
    ['2|0', 1 / 18],
    ['1,2|0', 1 / 9],
  ] as const) {
    const isPair = ({ source, target }: (typeof tasks)[number]) => `${source.join()}|${target.join()}` === pair;
    expect(standardErrors(tasks, isPair, probability)).toBeLessThan(4);
  }
});

test('what is done to the order afterwards does not matter', () => {
  const order = [1, 0];
  const sampler = causal({ order, target: 'rest' });
  order[0] = 0;
  const seen = new Set(drawTasks(sampler, 2, 30).map(({ source }) => source.join()));
  expect(seen).toEqual(new Set(['', '1']));
});

test.each<[CausalOptions, RegExp]>([
  [{ order: [0, 2] }, /out of range/],
  [{ order: [0, 0] }, /more than once/],
  [{ order: [] }, /dimension must be/],
  [{ order: 'reverse' as 'given' }, /'given', 'random' or a list, got 'reverse'/],
  [{ target: 'all' as 'rest' }, /'next' or 'rest', got 'all'/],
])('refuses %j', (options, message) => {
  expect(() => causal(options)).toThrow(message);
});

test('refuses an order of another length when drawing', () => {
  expect(() => causal({ order: [1, 0] })(key(1), 3)).toThrow(
    'the causal order names 2 coordinates, but the dimension is 3',
  );
});
