import { isProblem, problem, ProblemError } from '@bcl/errors';
import { mixtureOf, orThrow, runOrThrow } from '@bcl/em';
import { joint } from '@bcl/masks';
import { matchingSampler } from '@bcl/matching';
import * as E from 'fp-ts/lib/Either.js';
import { near, shortRun, target } from '../fixtures/fitting';
import { descend, stateOf, type Cancelled, type DescendOptions, type DescentProgress } from '../index';

const problemOf = async (options: Partial<DescendOptions>) => {
  const result = await descend(target, { ...shortRun, ...options })();
  if (E.isRight(result)) throw new Error('there should be a problem');
  return result.left;
};

describe('descend', () => {
  it('gives the mixture of its last state, and reports every step', async () => {
    const seen: DescentProgress[] = [];
    const { model, state } = await runOrThrow(descend(target, { ...shortRun, onProgress: (at) => seen.push(at) }));
    expect(seen.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(seen[11].state).toEqual(state);
    expect(state.step).toBe(12);
    expect(model.means).toEqual(state.means);
    expect(seen.every(({ info }) => Number.isFinite(info.value) && info.gradientNorm > 0)).toBe(true);
  });

  it('gives equal bits for equal seeds, and others for others', async () => {
    const [a, b, c] = await Promise.all([4, 4, 5].map((seed) => runOrThrow(descend(target, { ...shortRun, seed }))));
    expect(a).toEqual(b);
    expect(c.state.means).not.toEqual(a.state.means);
  });

  it.each(['sgd', 'adam', 'natural'] as const)(
    'resumed by %s, ends where it would have ended, to the bit',
    async (optimizer) => {
      const options = { ...shortRun, optimizer, learnWeights: true };
      const whole = await runOrThrow(descend(target, options));
      const controller = new AbortController();
      const onProgress = ({ step }: DescentProgress): void => {
        if (step === 6) controller.abort();
      };
      const stopped = await descend(target, { ...options, signal: controller.signal, onProgress })();
      const cancelled = (E.isLeft(stopped) ? stopped.left : undefined) as Cancelled;
      expect(cancelled._tag).toBe('Cancelled');
      expect(cancelled.message).toMatch('cancelled after 7 of 12 steps');
      expect(cancelled.state.step).toBe(7);
      expect(cancelled.model.means).toEqual(cancelled.state.means);
      // A checkpoint goes through storage.
      const resume = structuredClone(cancelled.state);
      expect(await runOrThrow(descend(target, { ...options, resume }))).toEqual(whole);
    },
  );

  it('lets timers run, so that a signal from one is heard', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const found = await problemOf({ steps: 1_000_000, signal: controller.signal });
    expect(found._tag).toBe('Cancelled');
  });

  it('stopped before it began, gives the start back', async () => {
    const found = (await problemOf({ signal: AbortSignal.abort() })) as Cancelled;
    expect(found.state).toEqual(stateOf(near));
  });

  it('starts in the corner when nothing else is said', async () => {
    const { start: _, ...rest } = shortRun;
    const found = (await problemOf({ ...rest, start: undefined, signal: AbortSignal.abort() })) as Cancelled;
    expect(found.model.components).toBe(target.components);
    expect(found.model.means.every((value) => Math.abs(value + 5) < 1)).toBe(true);
  });

  it.each<[string, Partial<DescendOptions>, string, string]>([
    ['steps', { steps: 0 }, 'InvalidOption', 'steps is 0'],
    ['samples', { samples: 0 }, 'InvalidOption', 'samples is 0'],
    ['rate', { rate: -1 }, 'InvalidOption', 'the rate is -1'],
    ['pause', { pause: 0 }, 'InvalidOption', 'pause is 0'],
    ['resume', { resume: { ...stateOf(near), step: 13 } }, 'InvalidOption', 'has taken 13 of 12 steps'],
    ['objective', { matchings: matchingSampler({ task: joint(), objective: 'none' }) }, 'UnknownObjective', 'none'],
    ['rate', { rate: 1e6 }, 'CovarianceCollapse', 'lower the rate'],
  ])('answers a bad choice of %s %j with a problem', async (_, options, tag, message) => {
    const found = await problemOf(options);
    expect(isProblem(found)).toBe(true);
    expect(found._tag).toBe(tag);
    expect(found.message).toContain(message);
    expect(found.message).not.toContain('\n');
  });

  it('passes on errors that are not its own', async () => {
    const onProgress = (): void => {
      throw new RangeError('mine');
    };
    await expect(descend(target, { ...shortRun, onProgress })()).rejects.toThrow('mine');
    const foreign = new ProblemError(problem('Mine', { what: 'a problem of a plugin' }));
    const matchings = (): never => {
      throw foreign;
    };
    expect(await problemOf({ matchings })).toBe(foreign.problem);
  });

  it('refuses a target that is no mixture', async () => {
    const broken = { ...target, covariances: new Float64Array(2) };
    expect(E.isLeft(await descend(broken, shortRun)())).toBe(true);
    const start = orThrow(mixtureOf({ means: [[0]], covariances: [1] }));
    expect((await problemOf({ start }))._tag).toBe('InvalidOption');
  });
});
