import { key } from '@bcl/random';
import { joint } from './joint';

test('asks for everything and gives nothing', () => {
  expect(joint()(key(1), 4)).toEqual({ source: [], target: [0, 1, 2, 3] });
  expect(joint()(key(2), 1)).toEqual({ source: [], target: [0] });
});

test('gives a task of its own each time, so that a caller cannot spoil the next one', () => {
  const sampler = joint();
  expect(sampler(key(1), 2).target).not.toBe(sampler(key(1), 2).target);
});
