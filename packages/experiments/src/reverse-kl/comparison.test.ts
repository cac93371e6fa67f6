import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readSummary, type Comparison, type RunFolder } from '@bcl/lab';
import { runOrThrow } from '@bcl/errors';
import { temporaryRunFolder } from '../testing/run-folder';
import { ablationNotes } from './bcl';
import { compareReverseKL, snapshotSteps, type ReverseKLFit, type ReverseKLRequest } from './comparison';
import { drawReverseKLFigures } from './figures';
import { reverseKLSections } from './report';

/** The paper's settings, a hundredth of its run. */
const settings = { iterations: 200, innerSteps: 20, samples: 100, rate: 0.1, scoringSamples: 2000 };
const tiny = { iterations: 12, innerSteps: 1, samples: 25, rate: 0.1, scoringSamples: 100 };

let folder: RunFolder;
let remove: () => void;
let comparison: Comparison<ReverseKLFit>;
const { signal } = new AbortController();
beforeAll(async () => {
  ({ folder, remove } = await temporaryRunFolder());
  comparison = await compareReverseKL({ ...settings, seeds: [0], folder, signal });
}, 120_000);
afterAll(() => remove());

/** A comparison in a folder of its own. */
async function compareElsewhere(request: Partial<ReverseKLRequest>): Promise<Comparison<ReverseKLFit>> {
  const elsewhere = await temporaryRunFolder();
  try {
    return await compareReverseKL({ ...tiny, seeds: [0], folder: elsewhere.folder, signal, ...request });
  } finally {
    elsewhere.remove();
  }
}

describe('snapshotSteps', () => {
  it('has the moments of the paper’s figure, scaled', () => {
    expect(snapshotSteps(10_000)).toEqual([0, 200, 800, 1400, 6000, 10_000]);
    expect(snapshotSteps(100)).toEqual([0, 2, 8, 14, 60, 100]);
  });
});

describe('compareReverseKL', () => {
  const cellOf = (name: string) => {
    const cell = comparison.cells.find(({ method }) => method === name);
    if (cell === undefined) throw new RangeError(`there is no cell of ${name}`);
    return cell;
  };

  it('writes a summary with the named methods and metrics', async () => {
    const summary = await runOrThrow(readSummary(folder.path));
    expect(summary).toEqual(comparison.summary);
    expect(summary.methods.map(({ name }) => name)).toEqual(['joint', 'bigLearn', 'bcl']);
    for (const { metrics } of summary.methods)
      expect(Object.keys(metrics)).toEqual(['modes', 'reverseKL', 'forwardKL']);
  });

  // An independent program in another language has 1 mode with a reverse KL of 3.22 (joint), and 3 modes with 3.1 to 3.5
  // (bigLearn) at iteration 200, for three seeds.
  it('is on the mode next to the start with joint matching alone, and has left it with big learning', () => {
    const joint = cellOf('joint').metrics;
    expect(joint.modes).toBe(1);
    expect(Math.abs(joint.reverseKL - Math.log(25))).toBeLessThan(0.1);
    expect(cellOf('bigLearn').metrics.modes).toBeGreaterThanOrEqual(2);
  });

  it('ends the curves at the scores, and starts all of them from the same model', () => {
    for (const { extra, metrics } of comparison.cells) {
      expect(extra.steps.at(-1)).toBe(extra.iterations);
      expect([extra.reverseKL.at(-1), extra.modes.at(-1)]).toEqual([metrics.reverseKL, metrics.modes]);
      expect([extra.steps[0], extra.modes[0], extra.reverseKL[0]]).toEqual([0, 0, cellOf('joint').extra.reverseKL[0]]);
      expect(extra.frames[0]).toEqual(cellOf('joint').extra.frames[0]);
      const kept = extra.frames.map(({ step }) => step);
      expect(kept).toEqual(expect.arrayContaining(snapshotSteps(extra.iterations)));
      expect(kept).toEqual([...kept].sort((a, b) => a - b));
    }
  });

  it('draws its figures, which the report names', async () => {
    const figures = await drawReverseKLFigures(folder, comparison);
    const names = [figures.box, ...figures.curves, ...figures.components, figures.animation ?? 'no animation'];
    for (const figure of names) expect(readFileSync(path.join(folder.path, figure), 'utf8')).toMatch(/^<svg /);
    const sections = reverseKLSections(figures, { ...settings, methods: ['joint', 'bigLearn', 'bcl'] });
    expect(sections.flatMap((section) => section.figures ?? [])).toEqual(names);
  }, 30_000);

  it('runs the paper’s methods with another objective, and not ours', async () => {
    const other = await compareElsewhere({ objective: 'jensenShannon' });
    expect(other.summary.methods.map(({ name }) => name)).toEqual(['joint', 'bigLearn']);
    const usual = await compareElsewhere({});
    expect(other.cells[0].extra.frames.at(-1)).not.toEqual(usual.cells[0].extra.frames.at(-1));
  }, 30_000);

  it('compares our method with its own ablations, of which a collapse is a result', async () => {
    const elsewhere = await temporaryRunFolder();
    try {
      const request = { ...tiny, seeds: [0], folder: elsewhere.folder, signal, ablation: true };
      // Steps of the plain-gradient variant, whose rate this is, are far too long.
      const ablation = await compareReverseKL({ ...request, rate: 1e6 });
      const names = ablation.summary.methods.map(({ name }) => name);
      expect(names).toEqual(Object.keys(ablationNotes));
      const [whole, plain] = ['bcl', 'plainGradient'].map((name) =>
        ablation.cells.find(({ method }) => method === name),
      );
      expect(whole?.extra.collapse).toBeNull();
      expect(plain?.extra.collapse).toMatch(/^component \d+ came to/);
      expect(plain?.metrics).toEqual({ modes: 0, reverseKL: NaN, forwardKL: NaN });
      expect(plain?.extra.steps).toEqual(whole?.extra.steps);
      expect(plain?.extra.reverseKL.at(-1)).toBeNull();
      const figures = await drawReverseKLFigures(elsewhere.folder, ablation);
      expect(figures.components).toEqual(['figures/components-last.svg']);
      expect([figures.curves.length, figures.animation]).toEqual([6, undefined]);
    } finally {
      elsewhere.remove();
    }
  }, 60_000);

  it('refuses an ablation of our method with an objective that is not its own', async () => {
    await expect(compareElsewhere({ ablation: true, objective: 'forwardKL' })).rejects.toThrow(
      'has the reverse KL only',
    );
  });

  it('goes on from a checkpoint to the same bits', async () => {
    const whole = await compareElsewhere({});
    const { folder: stopped, remove: removeStopped } = await temporaryRunFolder();
    try {
      const controller = new AbortController();
      const record = stopped.record.bind(stopped);
      const stopping: RunFolder = Object.create(stopped, {
        record: {
          value: (line: Parameters<RunFolder['record']>[0]) => {
            if (line.method === 'bigLearn' && line.step === 4) controller.abort();
            return record(line);
          },
        },
      }) as RunFolder;
      const first = { ...tiny, seeds: [0], folder: stopping, signal: controller.signal };
      await expect(compareReverseKL(first)).rejects.toThrow('Stopped (bigLearn, seed 0)');
      expect(readdirSync(path.join(stopped.path, 'checkpoints'))).toEqual(['bigLearn-0.json']);
      const saved = (await stopped.readJson('checkpoints/bigLearn-0.json')) as { done: number };
      expect(saved.done).toBeGreaterThanOrEqual(4);
      const resumed = await compareReverseKL({ ...tiny, seeds: [0], folder: stopped, signal });
      const withoutTime = ({ cells }: Comparison<ReverseKLFit>) => cells.map((cell) => ({ ...cell, seconds: 0 }));
      expect(withoutTime(resumed)).toEqual(withoutTime(whole));
      expect(existsSync(path.join(stopped.path, 'checkpoints/bigLearn-0.json'))).toBe(false);
    } finally {
      removeStopped();
    }
  }, 30_000);
});
