import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readSummary, type Comparison, type RunFolder } from '@bcl/lab';
import { runOrThrow } from '@bcl/errors';
import { temporaryRunFolder } from '../testing/run-folder';
import { compareOnGrid, gridData, type GridFit } from './comparison';
import { drawGridFigures } from './figures';
import { gridSections, gridTable } from './report';

let folder: RunFolder;
let remove: () => void;
let comparison: Comparison<GridFit>;
beforeAll(async () => {
  ({ folder, remove } = await temporaryRunFolder());
  const { signal } = new AbortController();
  comparison = await compareOnGrid({ seeds: [0], iterations: 1, emIterations: 3, rows: 400, folder, signal });
}, 120_000);
afterAll(() => remove());

describe('gridData', () => {
  it('is 2000 points to fit and 5000 others to test, by seed, from 25 equal components at -4, -2, 0, 2, 4', () => {
    const { train, test, truth } = gridData(3);
    expect([train.features.rows, test.features.rows]).toEqual([2000, 5000]);
    expect(gridData(3)).toEqual({ train, test, truth });
    expect(gridData(4).train.features.data).not.toEqual(train.features.data);
    expect(test.features.data.subarray(0, 4000)).not.toEqual(train.features.data);
    expect(Array.from(truth.weights)).toEqual(Array.from({ length: 25 }, () => expect.closeTo(1 / 25, 12) as number));
    expect(new Set(Array.from(truth.means))).toEqual(new Set([-4, -2, 0, 2, 4]));
  });
});

describe('compareOnGrid', () => {
  it('writes a summary with the named methods and metrics', async () => {
    const summary = await runOrThrow(readSummary(folder.path));
    expect(summary).toEqual(comparison.summary);
    const names = summary.methods.map(({ name }) => name);
    expect(names).toEqual(['jointEM', 'kmeansEM', 'bigLearnEM', 'bcl', 'emFromTruth']);
    for (const { metrics } of summary.methods) {
      expect(Object.keys(metrics)).toEqual(['testKL', 'modes', 'trainLogLikelihood']);
    }
  });

  it('keeps what the figures need, and ends the curve at the KL of the last model', () => {
    for (const { extra, metrics } of comparison.cells) {
      expect([extra.weights.length, extra.means.length, extra.covariances.length]).toEqual([25, 50, 100]);
      expect(extra.testKL.at(-1)).toBe(metrics.testKL);
    }
  });

  it('orders the methods as their training likelihoods must: three steps of EM last, our default at least as high as the truth', () => {
    const of = (name: string) => comparison.summary.methods.find((method) => method.name === name)?.metrics ?? {};
    expect(of('emFromTruth').modes).toEqual([25]);
    expect(of('emFromTruth').testKL[0]).toBeLessThan(of('jointEM').testKL[0]);
    expect(of('jointEM').trainLogLikelihood[0]).toBeLessThan(of('emFromTruth').trainLogLikelihood[0]);
    expect(of('bcl').trainLogLikelihood[0]).toBeGreaterThan(of('emFromTruth').trainLogLikelihood[0] - 1e-3);
  });

  it('draws its figures, which the report names', async () => {
    const figures = await drawGridFigures(folder, comparison, 400);
    for (const figure of Object.values(figures) as string[]) {
      expect(readFileSync(path.join(folder.path, figure), 'utf8')).toMatch(/^<svg /);
    }
    expect(
      gridSections(figures, { methods: ['bcl'], iterations: 2 }).flatMap((section) => section.figures ?? []),
    ).toEqual(Object.values(figures));
    expect(gridTable.references).toEqual(['emFromTruth']);
  });
});
