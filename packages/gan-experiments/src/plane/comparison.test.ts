import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openBackend } from '@bcl/backend';
import { runOrThrow } from '@bcl/errors';
import { temporaryRunFolder } from '@bcl/experiments/testing';
import { readSummary, type Comparison, type RunFolder } from '@bcl/lab';
import { compareOnPlane, noiseFloor, type PlaneFit, type PlaneRequest } from './comparison';
import { equalSeconds } from './equal-seconds';
import { drawPlaneFigures } from './figures';
import { planeResult, planeSections } from './report';

jest.setTimeout(120_000);

const settings = {
  steps: 6,
  batch: 8,
  width: 4,
  depth: 1,
  noise: 1,
  frequencies: 1,
  learningRate: 0.002,
  cooldown: 0.5,
  penalty: 0.001,
  penaltyEvery: 4,
  averageDecay: 0.9,
  communicationWeight: 1,
  samples: 50,
  draws: 1,
} as const;

let folder: RunFolder;
let remove: () => void;
beforeAll(async () => void (await runOrThrow(openBackend({ name: 'cpu' }))));
beforeEach(async () => ({ folder, remove } = await temporaryRunFolder()));
afterEach(() => remove());

let time = 0;
const request = (more: Partial<PlaneRequest> = {}): PlaneRequest => ({
  ...settings,
  set: 'pair',
  seeds: [3],
  folder,
  signal: new AbortController().signal,
  clock: () => (time += 10),
  ...more,
});
const results = ({ cells }: Comparison<PlaneFit>) =>
  cells.map(({ method, metrics, extra }) => ({
    method,
    metrics,
    values: extra.trace.values,
    joint: extra.joint,
    conditionals: extra.conditionals,
  }));

it('measures every method and the floor, and draws what it found', async () => {
  const comparison = await compareOnPlane(request());
  const { cells } = comparison;
  expect(cells.map(({ method }) => method)).toEqual(['jointGAN', 'naive', 'communication', noiseFloor]);
  const names = cells.map(({ metrics }) => Object.keys(metrics).join());
  expect(new Set(names).size).toBe(1);
  for (const { method, metrics } of cells) {
    const ratios = ['∅→1', '∅→2', '∅→12', '1→2', '2→1'].map((name) => metrics[`times floor ${name}`]);
    expect(metrics['worst times floor']).toBe(Math.max(...ratios));
    // Exact samples are at their own floor, networks after six steps far from it.
    if (method === noiseFloor) expect(metrics['worst times floor']).toBeLessThan(2.5);
    else expect(metrics['worst times floor']).toBeGreaterThan(2.5);
  }
  expect(cells.at(-1)?.metrics.modes).toBe(2);
  const { trace, conditionals } = cells[0].extra;
  expect([trace.steps, trace.seconds.map((seconds) => Math.round(100 * seconds))]).toEqual([
    [0, 3, 6],
    [0, 3, 6],
  ]);
  expect(conditionals).toHaveLength(6);

  const figures = await drawPlaneFigures(folder, 'pair', comparison);
  const drawn = [...figures.training, ...figures.scatter, ...figures.conditionals];
  expect(drawn).toHaveLength(3 + 3 + 6);
  for (const name of drawn) expect(readFileSync(path.join(folder.path, name), 'utf8')).toMatch(/^<svg /);
  const sections = planeSections(new Map([['pair', { figures, cells }]]), settings, 'plain JavaScript');
  expect(sections.flatMap((section) => section.figures ?? [])).toEqual(drawn);
  const summary = await runOrThrow(readSummary(folder.path));
  expect(planeResult(summary, ['pair'])).toMatch(
    /^On pair, jointGAN is within 2 times .* for 0 of 1 seeds .*On pair, naive/,
  );
  expect(equalSeconds(cells).map(({ method, steps }) => [method, steps])).toEqual([
    ['jointGAN', 6],
    ['naive', 6],
    ['communication', 6],
  ]);
});

it('goes on within a training, and comes to what an unbroken one comes to', async () => {
  const methods = ['communication'] as const;
  const unbroken = results(await compareOnPlane(request({ methods })));
  rmSync(path.join(folder.path, 'cells'), { recursive: true });
  const stop = new AbortController();
  let reports = 0;
  const progress = () => ({
    update: () => {
      // The second measurement is that after the third step.
      if (++reports === 3) stop.abort();
    },
    finish: () => undefined,
    aside: (write: () => void) => write(),
  });
  const stopped = compareOnPlane(request({ methods, signal: stop.signal, progress }));
  await expect(stopped).rejects.toThrow('Stopped');
  const file = path.join(folder.path, 'checkpoints/pair-communication-3.json');
  expect((JSON.parse(readFileSync(file, 'utf8')) as { state: { step: number } }).state.step).toBe(3);
  expect(results(await compareOnPlane(request({ methods })))).toEqual(unbroken);
  expect(existsSync(file)).toBe(false);
});

it('keeps the last good state of a training that diverges, and says so', async () => {
  const wild = request({ methods: ['naive'], learningRate: 1, penalty: 1e6, penaltyEvery: 1, steps: 50 });
  await expect(compareOnPlane(wild)).rejects.toThrow(/Training diverged at step \d+/);
  const file = path.join(folder.path, 'checkpoints/pair-naive-3.json');
  expect(readFileSync(file, 'utf8')).not.toContain('null');
});
