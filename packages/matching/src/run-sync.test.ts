import { key } from '@bcl/random';
import fc from 'fast-check';
import { runSync } from './run-sync';
import { toyLearner, toyPlan } from './toy-learner';

const options = { ...toyPlan(key(1)), steps: 12 };
const whole = [...runSync(toyLearner, options)];

test('reports every step in order, with its state, info and matching', () => {
  expect(whole.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(whole.map(({ state }) => state.steps)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(whole.every(({ info }) => Number.isFinite(info.drawn))).toBe(true);
  expect(whole[3].matching.task.target.length).toBe(1);
});

test('a run resumed after any step, any number of times, takes the same steps to the bit', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
      (stops, hold) => {
        const expected = [...runSync(toyLearner, { ...options, hold })];
        let [from, state] = [0, undefined as (typeof whole)[number]['state'] | undefined];
        const pieces: typeof whole = [];
        for (const stop of [...stops.sort((a, b) => a - b), 12]) {
          for (const report of runSync(toyLearner, { ...options, hold, from, state })) {
            pieces.push(report);
            [from, state] = [report.step + 1, structuredClone(report.state)];
            if (from === stop) break;
          }
        }
        expect(pieces.map((report) => report.state)).toEqual(expected.map((report) => report.state));
        expect(pieces.map((report) => report.info)).toEqual(expected.map((report) => report.info));
        expect(pieces.map((report) => report.matching.task)).toEqual(expected.map((report) => report.matching.task));
      },
    ),
    { numRuns: 30, seed: 1 },
  );
});

test('a longer run begins as a shorter one', () => {
  const short = [...runSync(toyLearner, { ...options, steps: 5 })];
  expect(short.map(({ state }) => state)).toEqual(whole.slice(0, 5).map(({ state }) => state));
});

test('one batch for all steps, or one made for each', () => {
  const batch = Float64Array.of(1, 2, 3, 4);
  const { batches: _, ...rest } = options;
  const same = [...runSync(toyLearner, { ...rest, batch })];
  const made = [...runSync(toyLearner, { ...rest, batches: () => batch })];
  expect(same.map(({ state }) => state)).toEqual(made.map(({ state }) => state));
});

test('a run of no steps asks the learner for nothing', () => {
  const learner = {
    init: () => {
      throw new Error('not needed');
    },
    step: () => {
      throw new Error('not needed either');
    },
  };
  expect([...runSync(learner, { ...options, steps: 0 })]).toEqual([]);
});

test('a plan that cannot be carried out is refused at once, before the first step is asked for', () => {
  expect(() => runSync(toyLearner, { ...options, steps: -3 })).toThrow(
    'steps must be an integer of at least 0, got -3',
  );
});
