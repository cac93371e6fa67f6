import { fold, key } from '@bcl/random';
import { haarOrthogonal } from '@bcl/transforms';
import fc from 'fast-check';
import type { Components } from '../expectation/components';
import { engineNamed } from '../expectation/engines';
import { expectation, scoreRows } from '../expectation/expectation';
import { taskRunner, type RowResults } from '../expectation/task-runner';
import { passTasks } from '../expectation/tasks';
import { covarianceTypes, drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import { observe, orThrow, type Observations } from '../index';
import { jointView, restrict } from '../learner/matching-step';
import { toFullShape } from '../maximization/constrain';
import { toComponents } from '../mixture/mixture';
import { viewOf, type View } from '../observations/view';
import { passWork } from './computing';
import { createDesk, placeModel, resultOf } from './desk';
import { threadHost } from './host';
import { patienceFor } from './open-pass';
import { poolMembers } from './pool';
import { awaitTickets, isFinished, openTickets } from './tickets';

const keepAll = (rows: number, components: number): Required<RowResults> => ({
  logDensities: new Float64Array(rows),
  responsibilities: new Float64Array(rows * components),
  logJoints: new Float64Array(rows * components),
});

/** All that a pass gives, with and without moments. */
function everything(model: Components, view: View) {
  const [kept, scored] = [keepAll(view.rows, model.components), keepAll(view.rows, model.components)];
  const { mass, first, second, ...numbers } = expectation(model, view, kept);
  scoreRows(model, view, scored);
  const arrays = [mass, first, second, ...Object.values(kept), ...Object.values(scored)];
  return { numbers, bits: arrays.map((values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)) };
}

const problems = fc.record({
  seed: fc.nat(),
  type: fc.constantFrom(...covarianceTypes),
  components: fc.integer({ min: 1, max: 4 }),
  dimension: fc.integer({ min: 1, max: 4 }),
  rows: fc.integer({ min: 1, max: 3000 }),
  gaps: fc.constantFrom(0, 0.02, 0.4),
  weighted: fc.boolean(),
  marginal: fc.boolean(),
});

describe('a pass', () => {
  it('is the same to the bit for 1, 2, 3 and 5 threads: types, gaps, weights, joint and rotated marginal views', () => {
    fc.assert(
      fc.property(problems, ({ seed, type, components, dimension, rows, gaps, weighted, marginal }) => {
        const own = key(seed);
        const table = withGaps(drawRows(randomMixture(own, 'full', 3, dimension), fold(own, 'rows'), rows), own, gaps);
        const weights = weighted ? table.map((_, n) => 1 + (n % 3) / 2) : undefined;
        const observed = (threads: number): Observations =>
          orThrow(observe(table, weights, { emptyColumns: true, threads }));
        const target = Array.from({ length: Math.ceil(dimension / 2) }, (_, d) => d);
        const { linear } = haarOrthogonal(fold(own, 'rotation'), dimension);
        const start = toComponents(randomMixture(fold(own, 'start'), type, components, dimension));
        const model = marginal ? restrict(toFullShape(start), target) : start;
        const [one, ...more] = [1, 2, 3, 5].map((threads) => {
          const data = observed(threads);
          return everything(model, marginal ? viewOf(data, linear, target) : jointView(data));
        });
        for (const other of more) {
          expect(other.numbers).toEqual(one.numbers);
          expect(other.bits.map((bits, i) => bits.equals(one.bits[i]))).toEqual(one.bits.map(() => true));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is the same where other threads do all of it', () => {
    const table = withGaps(drawRows(randomMixture(key(1), 'full', 3, 3), key(2), 3000), key(3), 0.03);
    const view = jointView(orThrow(observe(table)));
    const model = toComponents(randomMixture(key(4), 'full', 3, 3));
    const tasks = passTasks(view.groups, model);
    expect(new Set(tasks.map(({ kind }) => kind)).size).toBe(2);
    const host = threadHost();
    if (typeof host === 'string') throw new Error(host);
    const desk = createDesk(-1, view, model, tasks);
    placeModel(desk, model);
    for (const name of ['wasm', 'typescript'] as const) {
      openTickets(desk.tickets, 3);
      for (const member of poolMembers(host, 2)) {
        member.tell({ kind: 'desk', desk });
        member.tell({ kind: 'pass', desk: -1, pass: 3, engine: name, moments: true, keep: {} });
      }
      expect(awaitTickets(desk.tickets, 10_000)).toBe(true);
      const engine = engineNamed(name);
      if (engine === undefined) throw new Error(`no ${name}`);
      const alone = taskRunner(model, view, engine, {});
      tasks.forEach((task, i) => {
        expect(isFinished(desk.tickets, i)).toBe(true);
        const { logLikelihood, mass, first, second } = alone.run(task);
        expect(resultOf(desk, i)).toEqual({ logLikelihood, mass, first, second });
      });
    }
  });

  it('is waited for a second, and longer where a single task takes seconds', () => {
    expect(Math.round(patienceFor(passWork(10_992, 12, 16), 21))).toBe(1006);
    expect(patienceFor(passWork(70_000, 10, 784), 61) / 1000).toBeCloseTo(15.25, 2);
  });

  it('fails at the same, lowest row, and the next pass is whole again', () => {
    const table = drawRows(randomMixture(key(5), 'full', 2, 2), key(6), 5000);
    const lost = table.map((row, n) => (n === 2900 || n === 4900 ? [1e200, 0] : row));
    const model = toComponents(randomMixture(key(7), 'full', 2, 2));
    for (const threads of [1, 3]) {
      const view = jointView(orThrow(observe(lost, undefined, { threads })));
      for (let i = 0; i < 3; i++) expect(() => expectation(model, view)).toThrow('row 2900 lies too far');
      expect(() => scoreRows(model, view, {})).toThrow('row 2900 lies too far');
      const singular = { ...model, covariances: model.covariances.map((value, i) => (i < 4 ? value : 0)) };
      expect(() => expectation(singular, view)).toThrow('component 1 is not positive definite');
    }
    const again = (threads: number) => expectation(model, jointView(orThrow(observe(table, undefined, { threads }))));
    expect(again(3)).toEqual(again(1));
  });

  it('keeps views apart whose passes alternate, more of them than threads remember, and models of other sizes', () => {
    const views = [1500, 2000, 2500, 3000, 3500, 4000].map((rows) => {
      const table = drawRows(randomMixture(key(rows), 'full', 3, 2), key(8), rows);
      return [1, 3].map((threads) => jointView(orThrow(observe(table, undefined, { threads }))));
    });
    for (const components of [2, 4, 2]) {
      const model = toComponents(randomMixture(key(9), 'full', components, 2));
      for (let round = 0; round < 3; round++)
        for (const [alone, shared] of views) expect(expectation(model, shared)).toEqual(expectation(model, alone));
    }
  });

  it('sees rows that a reader of batches writes over, in shared memory', () => {
    const values = new Float64Array(new SharedArrayBuffer(8 * 4000));
    const rows = Int32Array.from({ length: 2000 }, (_, n) => n);
    const model = toComponents(randomMixture(key(10), 'full', 2, 2));
    const view = (threads: number): View => ({
      dimension: 2,
      rows: 2000,
      totalWeight: 2000,
      weights: undefined,
      groups: [{ rows, values, observed: [0, 1], missing: [], rotation: undefined }],
      computing: { threads, engine: 'auto' },
    });
    const [alone, shared] = [view(1), view(3)];
    for (let batch = 0; batch < 3; batch++) {
      values.set(drawRows(randomMixture(key(batch), 'full', 2, 2), key(11), 2000).flat());
      expect(expectation(model, shared)).toEqual(expectation(model, alone));
    }
  });
});
