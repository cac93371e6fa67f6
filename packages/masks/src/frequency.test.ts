import { drawTasks, standardErrors } from './frequency';
import type { Task } from './task';

const of = (index: number): Task => ({ source: [], target: [index] });

test('draws with as many different keys', () => {
  const keys = new Set<string>();
  const tasks = drawTasks((key, dimension) => (keys.add(`${key.high} ${key.low}`), of(dimension)), 3, 50);
  expect(tasks).toHaveLength(50);
  expect(tasks[7]).toEqual(of(3));
  expect(keys.size).toBe(50);
});

test('measures in standard errors of a proportion', () => {
  const tasks = [...Array.from({ length: 60 }, () => of(0)), ...Array.from({ length: 40 }, () => of(1))];
  // √(0.5 · 0.5 / 100) = 0.05
  expect(standardErrors(tasks, ({ target }) => target[0] === 0, 0.5)).toBeCloseTo(2, 12);
  expect(standardErrors(tasks, ({ target }) => target[0] === 1, 0.4)).toBeCloseTo(0, 12);
});
