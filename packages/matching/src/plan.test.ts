import { key } from '@bcl/random';
import type { Learner } from './learner';
import { advance, keyOf, requirePlan, startingState } from './plan';
import type { Plan } from './plan';
import { toyLearner, toyPlan } from './toy-learner';

const plan = { ...toyPlan(key(1)), steps: 10 };

test.each<[string, Partial<Plan<unknown, string>>, string]>([
  ['negative steps', { steps: -1 }, 'steps must be an integer of at least 0, got -1'],
  ['half steps', { steps: 1.5 }, 'steps must be an integer of at least 0, got 1.5'],
  ['endless steps', { steps: Infinity }, 'steps must be an integer of at least 0, got Infinity'],
  ['no dimension', { dimension: 0 }, 'dimension must be an integer of at least 1, got 0'],
  ['a negative start', { from: -2 }, 'from must be an integer of at least 0, got -2'],
  ['a start that is no number', { from: NaN }, 'from must be an integer of at least 0, got NaN'],
  ['holding for no step', { hold: 0 }, 'hold must be an integer of at least 1, got 0'],
  ['a start after the end', { from: 11, state: 0 }, 'the run has 10 steps and cannot start from 11'],
  ['a start in the middle without a state', { from: 4 }, 'a run from step 4 needs the state after step 3'],
])('refuses %s', (_name, change, message) => {
  expect(() => requirePlan({ ...plan, ...change })).toThrow(RangeError);
  expect(() => requirePlan({ ...plan, ...change })).toThrow(message);
});

test.each<[string, Partial<Plan<unknown, string>>]>([
  ['no steps', { steps: 0 }],
  ['a start at the end', { from: 10, state: null }],
  ['a state of 0', { from: 3, state: 0 }],
  ['a state at the start', { from: 0, state: 0 }],
])('accepts %s', (_name, change) => {
  expect(() => requirePlan({ ...plan, ...change })).not.toThrow();
});

test('keys differ between purposes and between steps', () => {
  const keys = (['batch', 'matching', 'step'] as const).flatMap((purpose) =>
    [0, 1, 2].map((step) => keyOf(plan, purpose, step)),
  );
  expect(new Set(keys.map(({ high, low }) => `${high},${low}`)).size).toBe(9);
  expect(keyOf(plan, 'step', 7)).toEqual(keyOf({ key: key(1) }, 'step', 7));
});

test('a state that is given is taken, even where it is 0 or null; else the learner makes one from the batch', () => {
  const learner: Learner<number | null, number, undefined, string> = {
    init: (_key, batch) => batch * 10,
    step: (_key, state) => [state, undefined],
  };
  expect(startingState(learner, { ...plan, state: 0 }, 7)).toBe(0);
  expect(startingState(learner, { ...plan, state: null }, 7)).toBeNull();
  expect(startingState(learner, plan, 7)).toBe(70);
});

test('a step depends on the key, the step and the state, not on the steps before it', () => {
  const batch = Float64Array.of(1, 2, 3, 4);
  const state = toyLearner.init(key(3), batch);
  const alone = advance(toyLearner, plan, 8, { state }, batch);
  advance(toyLearner, plan, 2, { state }, batch);
  expect(advance(toyLearner, plan, 8, { state }, batch).state).toEqual(alone.state);
  expect(alone.step).toBe(8);
});

test('held steps share the matching of the first of them', () => {
  const batch = new Float64Array(4);
  const state = toyLearner.init(key(3), batch);
  const drawnAt: number[] = [];
  const watched: Plan<unknown, string> = {
    ...plan,
    hold: 3,
    matchings: (drawKey, dimension, step) => (drawnAt.push(step), plan.matchings(drawKey, dimension, step)),
  };
  const reports = [0, 1, 2, 3, 4, 5, 6].map((step) =>
    advance(toyLearner, { ...watched, state }, step, { state }, batch),
  );
  expect(drawnAt).toEqual([0, 0, 0, 3, 3, 3, 6]);
  const linear = reports.map(({ matching }) => matching.transform.linear);
  expect(linear[1]).toEqual(linear[0]);
  expect(linear[2]).toEqual(linear[0]);
  expect(linear[3]).not.toEqual(linear[0]);
  expect(new Set(reports.map(({ info }) => info.drawn)).size).toBe(7);
});
