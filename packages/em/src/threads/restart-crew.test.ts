import { key } from '@bcl/random';
import type { NumericalFailure } from '../expectation/components';
import { restartSteps, type RestartEnd, type RestartPlan } from '../fit/restart';
import { drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import { bigLearn, joint, observe, orThrow, type ComputingOptions, type Strategy, type StrategyStep } from '../index';
import { callCrew, type CrewListener } from './restart-crew';
import type { ToldStep } from './restart-messages';

const table = withGaps(drawRows(randomMixture(key(1), 'full', 3, 2), key(2), 200), key(3), 0.1);
const planOf = (strategy: Strategy, options: ComputingOptions = { threads: 3 }): RestartPlan => ({
  data: orThrow(observe(table, undefined, options)),
  components: 3,
  covarianceType: 'full',
  regularisation: { floor: 1e-6, ridge: 0 },
  start: 'rows',
  strategy,
  key: key(4),
});
const nobody: CrewListener = { step: jest.fn(), ended: jest.fn(), failed: jest.fn(), stopped: jest.fn() };

/** What the restart gives in this thread. */
function alone(plan: RestartPlan, restart: number): { steps: StrategyStep[]; end: RestartEnd } {
  const steps: StrategyStep[] = [];
  const generator = restartSteps(plan, restart);
  for (;;) {
    const next = generator.next();
    if (next.done === true) return { steps, end: next.value };
    steps.push(next.value);
  }
}

describe('a crew', () => {
  it.each([false, true])(
    'does restarts as the caller does them, to the bit; models of steps told: %s',
    async (detailed) => {
      const plan = planOf(bigLearn({ iterations: 6, smoothing: 0.1 }));
      const told = Array.from({ length: 4 }, (): ToldStep[] => []);
      const ends: (RestartEnd | undefined)[] = new Array<undefined>(4).fill(undefined);
      const crew = await new Promise<ReturnType<typeof callCrew>>((resolve) => {
        const own = callCrew(plan, 4, undefined, detailed, {
          ...nobody,
          step: (restart, step) => void told[restart].push(step),
          ended: (restart, end) => {
            ends[restart] = end;
            if (ends.every((each) => each !== undefined)) resolve(own);
          },
        });
      });
      expect(crew?.take()).toBeUndefined();
      await crew?.over();
      for (let restart = 0; restart < 4; restart++) {
        const { steps, end } = alone(plan, restart);
        expect(ends[restart]).toEqual(end);
        const quiet = steps.map(({ model: _model, ...rest }) => rest);
        expect(told[restart]).toEqual(detailed ? steps : quiet);
      }
    },
  );

  it('says which restart left the mathematics, and why', async () => {
    const plan = { ...planOf(joint()), regularisation: { floor: 0, ridge: 0 }, data: orThrow(observe([[1, 1], [2, 2], [3, 3], [4, 4]], undefined, { threads: 2 })) }; // prettier-ignore
    const failures: NumericalFailure[] = [];
    const crew = await new Promise<ReturnType<typeof callCrew>>((resolve) => {
      const own = callCrew(plan, 2, undefined, false, {
        ...nobody,
        failed: (_restart, failure) => {
          failures.push(failure);
          if (failures.length === 2) resolve(own);
        },
      });
    });
    await crew?.over();
    expect(failures[0].message).toMatch(/component \d is not positive definite; raise/);
  });

  it('stops between two steps when it is told to, or the signal fires, and says where it stood', async () => {
    const endless = planOf(joint({ maxIterations: 1e9, tolerance: 0 }));
    for (const how of ['stop', 'signal']) {
      const controller = new AbortController();
      const stopped = jest.fn();
      const crew = await new Promise<ReturnType<typeof callCrew>>((resolve) => {
        const own = callCrew(endless, 3, controller.signal, true, { ...nobody, step: () => resolve(own), stopped });
      });
      if (how === 'signal') controller.abort();
      await (how === 'stop' ? crew?.stop() : crew?.over());
      expect(crew?.take()).toBeUndefined();
      expect(stopped).toHaveBeenCalledWith(expect.any(Number), expect.objectContaining({ components: 3 }));
    }
  });

  it('stops and passes on what its listener throws', async () => {
    const endless = planOf(joint({ maxIterations: 1e9, tolerance: 0 }));
    const crew = await new Promise<ReturnType<typeof callCrew>>((resolve) => {
      const own = callCrew(endless, 2, undefined, true, {
        ...nobody,
        step: () => {
          resolve(own);
          throw new RangeError('from the listener');
        },
      });
    });
    await expect(crew?.over()).rejects.toThrow('from the listener');
  });

  it('is not called for one thread, one restart, little work, a strategy of the caller’s own, or after the signal', () => {
    const call = (plan: RestartPlan, count = 4, signal?: AbortSignal) => callCrew(plan, count, signal, false, nobody);
    expect(call(planOf(joint(), { threads: 1 }))).toBeUndefined();
    expect(call(planOf(joint()), 1)).toBeUndefined();
    expect(call(planOf(joint(), {}))).toBeUndefined();
    expect(call(planOf({ ...joint(), name: 'mine' }))).toBeUndefined();
    expect(call(planOf(bigLearn({ iterations: 6, smoothing: 0.1, target: jest.fn() })))).toBeUndefined();
    expect(call(planOf(joint()), 4, AbortSignal.abort())).toBeUndefined();
  });
});
