import { key } from '@bcl/random';
import { fixed } from './fixed';

test('is the same task for every key and every dimension that has it', () => {
  const sampler = fixed({ source: [2], target: [0] });
  expect(sampler(key(1), 3)).toEqual({ source: [2], target: [0] });
  expect(sampler(key(2), 9)).toEqual({ source: [2], target: [0] });
});

test('checks and sorts a task written by hand', () => {
  expect(fixed({ source: [], target: [3, 1] })(key(1), 4).target).toEqual([1, 3]);
  expect(() => fixed({ source: [1], target: [1] })).toThrow(/both source and target/);
  expect(() => fixed({ source: [1], target: [] })).toThrow(/target of a task is empty/);
});

test('what is done to the task afterwards does not matter', () => {
  const target = [0];
  const sampler = fixed({ source: [], target });
  target[0] = 5;
  expect(sampler(key(1), 2).target).toEqual([0]);
});

test('refuses a dimension that does not have its coordinates', () => {
  expect(() => fixed({ source: [4], target: [0] })(key(1), 4)).toThrow(/index 4 is out of range for dimension 4/);
});
