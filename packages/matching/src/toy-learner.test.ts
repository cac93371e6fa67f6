import { key } from '@bcl/random';
import { runSync } from './run-sync';
import { toyLearner, toyPlan } from './toy-learner';

const endOf = (plan: ReturnType<typeof toyPlan>, steps = 6) =>
  [...runSync(toyLearner, { ...plan, steps })].at(-1)?.state;

test('its end shows every difference on the way: in the key, the batches, the matchings and the number of steps', () => {
  const plan = toyPlan(key(1));
  const end = endOf(plan);
  expect(end?.trace.every(Number.isFinite)).toBe(true);
  expect(endOf(plan)).toEqual(end);
  expect(endOf(toyPlan(key(2)))).not.toEqual(end);
  expect(endOf(plan, 7)).not.toEqual(end);
  expect(endOf({ ...plan, batches: () => new Float64Array(4) })).not.toEqual(end);
  expect(endOf({ ...plan, matchings: toyPlan(key(1)).matchings })).toEqual(end);
  expect(endOf({ ...plan, matchings: (_key, dimension, step) => plan.matchings(key(3), dimension, step) })).not.toEqual(
    end,
  );
});
