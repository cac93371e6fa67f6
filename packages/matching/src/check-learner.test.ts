import { joint } from '@bcl/masks';
import { key, normal } from '@bcl/random';
import { checkLearner } from './check-learner';
import type { Learner } from './learner';
import { matchingSampler } from './matching-sampler';
import { toyLearner, toyPlan } from './toy-learner';

interface Sum {
  sum: number;
}
type Summing = Learner<Sum, number[], number, undefined>;

const good: Summing = {
  init: (initKey) => ({ sum: normal(initKey, 1)[0] }),
  step: (stepKey, { sum }, batch) => [{ sum: sum + batch[0] * normal(stepKey, 1)[0] }, sum],
};
const trial = () => ({
  key: key(1),
  dimension: 2,
  batch: [3],
  matchings: matchingSampler({ task: joint(), objective: undefined }),
});

test('a good learner passes', () => {
  expect(checkLearner(good, trial())).toEqual([]);
  const { batches, ...plan } = toyPlan(key(1));
  expect(checkLearner(toyLearner, { ...plan, batch: batches(key(2), 0) })).toEqual([]);
});

let hidden = 0;

test.each<[string, Summing, RegExp]>([
  [
    'writes to its state',
    { ...good, step: (_key, state) => [Object.assign(state, { sum: 99 }), 0] },
    /step writes to its state: state.sum/,
  ],
  [
    'writes to its batch',
    { ...good, step: (_key, state, batch) => (batch.push(1), [state, 0]) },
    /init or step writes to its batch/,
  ],
  [
    'writes to its batch in init',
    { ...good, init: (_key, batch) => (batch.push(1), { sum: 0 }) },
    /writes to its batch/,
  ],
  ['starts anew elsewhere', { ...good, init: () => ({ sum: hidden++ }) }, /init is not deterministic/],
  [
    'steps from a hidden counter',
    { ...good, step: (_key, { sum }) => [{ sum: sum + hidden++ }, 0] },
    /step is not deterministic: state.sum/,
  ],
  [
    'informs from a hidden counter',
    { ...good, step: (_key, state) => [state, hidden++] },
    /step is not deterministic: info/,
  ],
])('a learner that %s is found out', (_name, learner, message) => {
  expect(checkLearner(learner, trial()).join('\n')).toMatch(message);
});

test('a learner that remembers its last state outside of it cannot resume', () => {
  let remembered: Sum | undefined;
  const learner: Summing = {
    init: () => (remembered = { sum: 0 }),
    step: (_key, state) => {
      // Knows the state object it made itself, and treats a copy of it differently.
      const next = { sum: state.sum + (state === remembered || state.sum === 0 ? 1 : 2) };
      remembered = next;
      return [next, 0];
    },
  };
  const found = checkLearner(learner, { ...trial(), steps: 4 });
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]).toMatch(/a run resumed at step 1 ends elsewhere: state.sum is 4 and 5/);
});

class Counter {
  constructor(readonly count: number) {}
}

test('a state that is no plain data is no checkpoint', () => {
  const withFunction: Learner<{ f: () => number }, number[], number, undefined> = {
    init: () => ({ f: () => 1 }),
    step: (_key, state) => [state, 0],
  };
  expect(checkLearner(withFunction, trial())).toEqual([expect.stringMatching(/structuredClone refuses it/)]);
  const withClass: Learner<Counter, number[], number, undefined> = {
    init: () => new Counter(1),
    step: (_key, { count }) => [new Counter(count), 0],
  };
  expect(checkLearner(withClass, trial())[0]).toMatch(
    /a copy of it differs: state is of kind Object and of kind Counter/,
  );
  const later: Learner<{ f?: () => number }, number[], number, undefined> = {
    init: () => ({}),
    step: () => [{ f: () => 1 }, 0],
  };
  expect(checkLearner(later, trial())).toEqual([expect.stringMatching(/after a step is not plain data/)]);
});

test('the trial itself must be possible', () => {
  expect(() => checkLearner(good, { ...trial(), steps: 1 })).toThrow('a trial needs at least 2 steps, got 1');
  expect(() => checkLearner(good, { ...trial(), dimension: 0 })).toThrow(/dimension must be/);
});
