import { key } from '@bcl/random';
import { randomMixture } from '../fixtures/random-cases';
import { observe, orThrow, type Outcome, type StrategyStep } from '../index';
import { toComponents } from '../mixture/mixture';
import { drive, Interrupted } from './drive';

const model = toComponents(randomMixture(key(1), 'full', 1, 1));
const data = orThrow(observe([[1], [2]]));
const stepAt = (logLikelihood: number): StrategyStep => ({ phase: 'em', logLikelihood, matched: 1, passes: 1, model });

function* steps(count: number): Generator<StrategyStep, Outcome, void> {
  for (let i = 0; i < count; i++) yield stepAt(i);
  return { model, converged: true };
}

describe('drive', () => {
  it('hands out every step in order and returns the outcome', async () => {
    const seen: number[] = [];
    const outcome = await drive(steps(5), data, 1, undefined, (step) => seen.push(step.logLikelihood));
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect(outcome).toEqual({ model, converged: true });
  });

  it('stops before the next step once the signal fires, with the last step in hand', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const driven = drive(steps(100), data, 1, controller.signal, ({ logLikelihood }) => {
      seen.push(logLikelihood);
      if (logLikelihood === 3) controller.abort();
    });
    const error: unknown = await driven.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Interrupted);
    expect((error as Interrupted).last?.logLikelihood).toBe(3);
    expect(seen).toHaveLength(4);
  });

  it('takes no step at all under a signal that has fired', async () => {
    const driven = drive(steps(3), data, 1, AbortSignal.abort(), () => {
      throw new Error('a step was taken');
    });
    await expect(driven).rejects.toBeInstanceOf(Interrupted);
    await expect(driven).rejects.toMatchObject({ last: undefined });
  });

  it('lets timers run between steps that take long', async () => {
    const many = { ...data, rows: 1e9 };
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 0);
    await expect(drive(steps(1e6), many, 10, controller.signal, () => undefined)).rejects.toBeInstanceOf(Interrupted);
  });

  it('passes on what a step or a listener throws', async () => {
    const listener = (): void => {
      throw new RangeError('from the listener');
    };
    await expect(drive(steps(2), data, 1, undefined, listener)).rejects.toThrow('from the listener');
  });
});
