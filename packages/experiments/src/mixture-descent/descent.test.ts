import { problem, ProblemError } from '@bcl/errors';
import { joint } from '@bcl/masks';
import { matchingSampler } from '@bcl/matching';
import { key } from '@bcl/random';
import type { MethodTools } from '@bcl/lab';
import type { Checkpoint } from './checkpoint';
import { tracedDescent, type DescentRecipe, type SavedDescent, type TracedDescent } from './descent';
import { gridStart, gridTarget } from './target';

const recipe: DescentRecipe = {
  matchings: matchingSampler({ task: joint(), objective: 'reverseKL' }),
  steps: 40,
  samples: 25,
  rate: 0.1,
};

/** A checkpoint in memory, as JSON has it no worse than a file: what was written last. */
function inMemory(): Checkpoint<SavedDescent> & { value: SavedDescent | undefined; writes: number } {
  const kept = {
    value: undefined as SavedDescent | undefined,
    writes: 0,
    read: () => Promise.resolve(kept.value),
    write: (value: SavedDescent) => {
      kept.value = structuredClone(value);
      kept.writes++;
      return Promise.resolve();
    },
    remove: () => {
      kept.value = undefined;
      return Promise.resolve();
    },
  };
  return kept;
}

function requestOf(more: Partial<TracedDescent> = {}): TracedDescent {
  const tools: MethodTools = {
    signal: new AbortController().signal,
    report: () => undefined,
    pause: () => Promise.resolve(),
  };
  return {
    target: gridTarget(),
    start: gridStart(0, 'corner'),
    recipe,
    key: key(1),
    measureAt: [0, 10, 20, 40],
    measure: (model, step) => ({ first: model.means[0], step }),
    framesAt: [0, 5, 40],
    tools,
    checkpoint: inMemory(),
    ...more,
  };
}

describe('tracedDescent', () => {
  it('measures the start and where it was asked to, and keeps frames', async () => {
    const { model, trace } = await tracedDescent(requestOf());
    expect(trace.steps).toEqual([0, 10, 20, 40]);
    expect(trace.values.step).toEqual([0, 10, 20, 40]);
    expect([trace.values.first[0], trace.values.first[3]]).toEqual([gridStart(0, 'corner').means[0], model.means[0]]);
    expect(trace.frames.map(({ step }) => step)).toEqual([0, 5, 40]);
    expect(trace.effectiveSampleSize).toHaveLength(3);
  });

  it('reports what it measures, with the part of the run that is done', async () => {
    const reports: unknown[] = [];
    const { tools } = requestOf();
    const request = requestOf({ tools: { ...tools, report: (...report) => reports.push(report) } });
    const { trace } = await tracedDescent(request);
    expect(reports).toEqual([10, 20, 40].map((step, i) => [step / 40, { first: trace.values.first[i + 1], step }]));
  });

  it('leaves a checkpoint at the signal, goes on from it to the same bits, and takes it away', async () => {
    const whole = await tracedDescent(requestOf());
    const controller = new AbortController();
    const checkpoint = inMemory();
    const { tools } = requestOf();
    const stopping = { ...tools, signal: controller.signal, report: () => controller.abort() };
    await tracedDescent(requestOf({ tools: stopping, checkpoint }));
    expect(checkpoint.value?.done).toBeGreaterThanOrEqual(10);
    expect(checkpoint.value?.done).toBeLessThan(40);
    expect(await tracedDescent(requestOf({ checkpoint }))).toEqual(whole);
    expect(checkpoint.value).toBeUndefined();
  });

  it('keeps even a finished state when the signal came, for its result is thrown away', async () => {
    const whole = await tracedDescent(requestOf());
    const controller = new AbortController();
    const checkpoint = inMemory();
    const { tools } = requestOf();
    const late = { ...tools, signal: controller.signal, report: (part: number) => part === 1 && controller.abort() };
    await tracedDescent(requestOf({ tools: { ...late, report: (part) => void late.report(part) }, checkpoint }));
    expect(checkpoint.value?.done).toBe(40);
    expect(await tracedDescent(requestOf({ checkpoint }))).toEqual(whole);
  });

  it('writes a checkpoint now and then, so that a killed run loses little', async () => {
    const checkpoint = inMemory();
    await tracedDescent(requestOf({ checkpoint }));
    expect(checkpoint.writes).toBe(19);
  });

  it('explains a collapse, or keeps it as a result up to there', async () => {
    const violent = requestOf({ recipe: { ...recipe, rate: 1e6 } });
    await expect(tracedDescent(violent)).rejects.toThrow(/^component \d+ came to/);
    const { trace, collapse } = await tracedDescent({ ...violent, keepCollapse: true });
    expect(collapse).toMatch(/^component \d+ came to/);
    expect(trace.steps).toEqual([0, 10, 20, 40]);
    expect([trace.values.first[0] < 0, trace.values.first[3]]).toEqual([true, NaN]);
    expect(trace.effectiveSampleSize).toEqual([NaN, NaN, NaN]);
  });

  it('keeps a covariance that is singular in the compared space as a collapse, and nothing else', async () => {
    const failing = (tag: string) => {
      const matchings: typeof recipe.matchings = (drawn, dimension, step) => {
        if (step === 15) throw new ProblemError(problem(tag, { what: `${tag} at 15` }));
        return recipe.matchings(drawn, dimension, step);
      };
      return tracedDescent({ ...requestOf({ recipe: { ...recipe, matchings } }), keepCollapse: true });
    };
    const { trace, collapse } = await failing('NumericalFailure');
    expect(collapse).toBe('NumericalFailure at 15');
    expect(trace.values.first.map(Number.isNaN)).toEqual([false, false, true, true]);
    await expect(failing('UnsupportedObjective')).rejects.toThrow('UnsupportedObjective at 15');
  });
});
