import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readSummary, type Comparison, type RunFolder } from '@bcl/lab';
import { runOrThrow } from '@bcl/errors';
import { gridStarts, type GridStart } from '../mixture-descent/target';
import { temporaryRunFolder } from '../testing/run-folder';
import { compareAlphaBridge, type AlphaBridgeFit } from './comparison';
import { drawAlphaBridgeFigures, type AlphaBridgeFigures } from './figures';
import type { AlphaBridgeSettings } from './recipes';
import { alphaBridgeResult, alphaBridgeSections } from './report';

const settings: AlphaBridgeSettings = {
  iterations: 100,
  samples: 50,
  rate: 0.05,
  rateEnd: 0.005,
  alphaFrom: 1,
  alphaTo: 0,
  annealUntil: 0.8,
  alphaShape: 'linear',
  spread: 0,
  matchings: 'joint',
};

let folder: RunFolder;
let remove: () => void;
const comparisons = new Map<GridStart, Comparison<AlphaBridgeFit>>();
const { signal } = new AbortController();
beforeAll(async () => {
  ({ folder, remove } = await temporaryRunFolder());
  for (const start of gridStarts) {
    comparisons.set(
      start,
      await compareAlphaBridge({ ...settings, scoringSamples: 4000, start, seeds: [0], folder, signal }),
    );
  }
}, 120_000);
afterAll(() => remove());

const cells = (start: GridStart) => comparisons.get(start)?.cells ?? [];

describe('compareAlphaBridge', () => {
  it('writes one summary with both starts as groups', async () => {
    const { methods } = await runOrThrow(readSummary(folder.path));
    expect(methods.map(({ name }) => name)).toEqual(['alpha1', 'alpha0', 'annealed', 'maximumLikelihood']);
    const metrics = ['modes', 'reverseKL', 'forwardKL', 'effectiveSampleSize'];
    for (const method of methods) {
      expect(Object.keys(method.metrics)).toEqual(
        gridStarts.flatMap((start) => metrics.map((name) => `${start}/${name}`)),
      );
    }
  });

  it.each(gridStarts)('ends the curves at the scores, %s start', (start) => {
    for (const { metrics, extra } of cells(start)) {
      expect(extra.steps.at(-1)).toBe(settings.iterations);
      for (const name of ['forwardKL', 'reverseKL', 'modes'] as const) expect(extra[name].at(-1)).toBe(metrics[name]);
      expect(extra.effectiveSampleSize).toHaveLength(extra.steps.length - 1);
    }
  });

  it('has effective sample sizes that are fractions, all of the samples where no weight depends on them', () => {
    for (const { method, extra } of gridStarts.flatMap(cells)) {
      for (const value of extra.effectiveSampleSize) {
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-9);
      }
      // Equal samples of components of equal weight: with α = 0 each counts the same.
      if (method === 'alpha0') expect(Math.min(...extra.effectiveSampleSize)).toBeCloseTo(1, 9);
      if (method === 'alpha1') expect(Math.min(...extra.effectiveSampleSize)).toBeLessThan(0.9);
    }
  });

  it('lowers from the wide start what each end of the path descends', () => {
    const of = (name: string) => cells('wide').find(({ method }) => method === name)?.extra;
    const first = (values: readonly number[] = []) => values[0];
    expect(of('alpha0')?.reverseKL.at(-1)).toBeLessThan(first(of('alpha0')?.reverseKL) / 2);
    expect(of('maximumLikelihood')?.forwardKL.at(-1)).toBeLessThan(first(of('maximumLikelihood')?.forwardKL) / 1.2);
  });

  it('draws its figures, which the report names', async () => {
    const figures = new Map<GridStart, AlphaBridgeFigures>();
    for (const [start, comparison] of comparisons) {
      figures.set(start, await drawAlphaBridgeFigures(folder, start, comparison));
    }
    const names = [...figures.values()].flatMap(({ curves, contours }) => [...curves, contours]);
    expect(names).toHaveLength(10);
    for (const name of names) expect(readFileSync(path.join(folder.path, name), 'utf8')).toMatch(/^<svg /);
    expect(alphaBridgeSections(figures, settings).flatMap((section) => section.figures ?? [])).toEqual(names);
    expect(alphaBridgeResult(await runOrThrow(readSummary(folder.path)), gridStarts)).toMatch(/From the corner start .* From the wide start /); // prettier-ignore
  }, 30_000);
});
