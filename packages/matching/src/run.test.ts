import { key } from '@bcl/random';
import type { Report } from './plan';
import { run } from './run';
import { runSync } from './run-sync';
import { toyLearner, toyPlan } from './toy-learner';
import type { ToyState } from './toy-learner';

type ToyReport = Report<ToyState, { readonly drawn: number }, string>;

const options = { ...toyPlan(key(1)), steps: 12 };
const endless = { ...options, steps: Number.MAX_SAFE_INTEGER };
const whole = [...runSync(toyLearner, options)];
const states = (reports: readonly ToyReport[]) => reports.map(({ state }) => state);

async function collect(reports: AsyncIterable<ToyReport>): Promise<ToyReport[]> {
  const collected: ToyReport[] = [];
  for await (const report of reports) collected.push(report);
  return collected;
}

test('takes the steps of its synchronous twin, to the bit', async () => {
  const reports = await collect(run(toyLearner, options));
  expect(states(reports)).toEqual(states(whole));
  expect(reports.map(({ step, info }) => [step, info])).toEqual(whole.map(({ step, info }) => [step, info]));
});

test.each([1, 5, 11])('resumed at step %i it draws what an uninterrupted run draws', async (from) => {
  const state = structuredClone(whole[from - 1].state);
  expect(states(await collect(run(toyLearner, { ...options, from, state })))).toEqual(states(whole.slice(from)));
});

test('batches may take their time', async () => {
  const batches: typeof options.batches = options.batches;
  const slow = run(toyLearner, { ...options, batches: (batchKey, step) => Promise.resolve(batches(batchKey, step)) });
  expect(states(await collect(slow))).toEqual(states(whole));
});

test('an abort from the loop ends the run between steps, and the last state resumes it', async () => {
  const controller = new AbortController();
  const reports: ToyReport[] = [];
  for await (const report of run(toyLearner, { ...options, signal: controller.signal })) {
    reports.push(report);
    if (report.step === 4) controller.abort();
  }
  expect(states(reports)).toEqual(states(whole.slice(0, 5)));
  const rest = await collect(run(toyLearner, { ...options, from: 5, state: reports[4].state }));
  expect(states(rest)).toEqual(states(whole.slice(5)));
});

test('an abort from a timer arrives, because the run pauses', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1);
  const reports = await collect(run(toyLearner, { ...endless, signal: controller.signal }));
  expect(states(reports.slice(0, 12))).toEqual(states(whole.slice(0, reports.length)));
});

test('pauses as often as it is told', async () => {
  const turnsIn = async (pauseEvery: number): Promise<number> => {
    let turns = 0;
    let done = false;
    const count = (): void => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    await collect(run(toyLearner, { ...options, pauseEvery }));
    done = true;
    return turns;
  };
  const [often, seldom] = [await turnsIn(1), await turnsIn(6)];
  expect(often).toBeGreaterThanOrEqual(11);
  expect(seldom).toBeLessThanOrEqual(4);
});

test('an abort while a batch is made takes no further step', async () => {
  const controller = new AbortController();
  const batches: typeof options.batches = (batchKey, step) => {
    if (step === 3) controller.abort();
    return options.batches(batchKey, step);
  };
  const reports = await collect(run(toyLearner, { ...options, batches, signal: controller.signal }));
  expect(reports.map(({ step }) => step)).toEqual([0, 1, 2]);
});

test('a run aborted beforehand takes no step', async () => {
  expect(await collect(run(toyLearner, { ...options, signal: AbortSignal.abort() }))).toEqual([]);
});

test('leaving the loop early is fine', async () => {
  let last: ToyReport | undefined;
  for await (const report of run(toyLearner, endless)) {
    last = report;
    if (report.step === 2) break;
  }
  expect(last?.state).toEqual(whole[2].state);
});

test('what the learner throws reaches the loop', async () => {
  const broken = {
    ...toyLearner,
    step: () => {
      throw new Error('no convergence');
    },
  };
  await expect(collect(run(broken, options))).rejects.toThrow('no convergence');
});

test('a plan that cannot be carried out is refused at once', () => {
  expect(() => run(toyLearner, { ...options, steps: -1 })).toThrow('steps must be an integer of at least 0, got -1');
  expect(() => run(toyLearner, { ...options, from: 3 })).toThrow(/needs the state after step 2/);
  expect(() => run(toyLearner, { ...options, pauseEvery: 0 })).toThrow(
    'pauseEvery must be an integer of at least 1, got 0',
  );
});
