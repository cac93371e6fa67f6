import { conditional, joint, marginal } from '@bcl/masks';
import { fold, key } from '@bcl/random';
import { haarOrthogonal, identity, rotation2d } from '@bcl/transforms';
import { matchingSampler } from './matching-sampler';

test('without transforms the data stay as they are', () => {
  const { task, transform, objective } = matchingSampler({ task: joint(), objective: 'KL' })(key(1), 3, 0);
  expect(task).toEqual({ source: [], target: [0, 1, 2] });
  expect(transform.name).toBe('identity');
  expect(transform.dimension).toBe(3);
  expect(objective).toBe('KL');
});

test('task and transform come from keys of their own', () => {
  const given: unknown[] = [];
  const sampler = matchingSampler({
    task: (taskKey, dimension) => (given.push(taskKey), joint()(taskKey, dimension)),
    transform: (transformKey, dimension) => (given.push(transformKey), identity(dimension)),
    objective: undefined,
  });
  sampler(key(1), 2, 0);
  expect(given).toHaveLength(2);
  expect(given[0]).not.toEqual(given[1]);
  expect(given).not.toContainEqual(key(1));
});

test('equal keys give equal matchings, whatever the step', () => {
  const sampler = matchingSampler({ task: conditional(0.5), transform: haarOrthogonal, objective: 0 });
  const [a, b] = [sampler(key(5), 4, 0), sampler(key(5), 4, 9)];
  expect(a.task).toEqual(b.task);
  expect(a.transform.linear).toEqual(b.transform.linear);
  expect(sampler(key(6), 4, 0).transform.linear).not.toEqual(a.transform.linear);
});

test('the drawn task says nothing about the drawn transform', () => {
  const sampler = matchingSampler({ task: marginal(1), transform: haarOrthogonal, objective: 0 });
  const drawn = Array.from({ length: 2000 }, (_, at) => sampler(fold(key('independent'), at), 2, 0));
  const both = drawn.filter(({ task, transform }) => task.target[0] === 0 && transform.linear[0] > 0).length;
  expect(Math.abs(both / 2000 - 0.25) / Math.sqrt((0.25 * 0.75) / 2000)).toBeLessThan(4);
});

test('what other people’s samplers return is checked', () => {
  const wrongTask = matchingSampler({ task: () => ({ source: [0], target: [0] }), objective: 0 });
  expect(() => wrongTask(key(1), 2, 0)).toThrow(/both source and target/);
  const outside = matchingSampler({ task: () => ({ source: [], target: [2] }), objective: 0 });
  expect(() => outside(key(1), 2, 0)).toThrow(/out of range for dimension 2/);
  const wrongTransform = matchingSampler({ task: joint(), transform: () => rotation2d(1), objective: 0 });
  expect(() => wrongTransform(key(1), 3, 0)).toThrow(/acts on 2 coordinates, but the dimension is 3/);
});
