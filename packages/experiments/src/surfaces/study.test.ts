import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runOrThrow } from '@bcl/errors';
import { readSummary, type Progress, type RunFolder } from '@bcl/lab';
import { temporaryRunFolder } from '../testing/run-folder';
import { sweepName, sweptHolds, sweptRates } from './escapes';
import { escapesTable, surfacesReport, surfacesResult } from './report';
import { studySurfaces, type SurfaceStudy } from './study';
import { conditionalMinimaTable, estimatesTable, holdTable, marginalMinimaTable, nats } from './tables';

const silent: Progress = { update: () => undefined, finish: () => undefined, aside: (write) => write() };
const settings = { variance: 0.1, size: 9, samples: 200, starts: 11, steps: 200, hold: 20, rate: 1 };

let folder: RunFolder;
let remove: () => void;
let study: SurfaceStudy;
beforeAll(async () => {
  ({ folder, remove } = await temporaryRunFolder());
  const { signal } = new AbortController();
  study = await studySurfaces({ ...settings, seeds: [0], folder, signal, progress: () => silent });
}, 120_000);
afterAll(() => remove());

const metric = (method: string, name: string): readonly number[] =>
  study.escapes.summary.methods.find((one) => one.name === method)?.metrics[name] ?? [];

describe('studySurfaces', () => {
  it('leaves a summary with the named methods and metrics, and the sweep as a group of it', async () => {
    const { methods, seeds } = await runOrThrow(readSummary(folder.path));
    expect(seeds).toEqual([0]);
    const swept = sweptHolds.flatMap((hold) => sweptRates.map((rate) => sweepName(hold, rate)));
    expect(methods.map(({ name }) => name)).toEqual([
      ...['joint', 'sum', 'alternating', 'alternatingHaar', 'jointSampled', 'sumSampled', 'alternatingSampled'],
      ...swept,
    ]);
    for (const name of escapesTable.metrics.map((one) => one.name)) {
      expect(Object.keys(methods[0].metrics)).toContain(name);
      expect(Object.keys(methods[7].metrics)).toContain(`sweep/${name}`);
    }
  });

  it('shows that alternating escapes from where the sum and the joint divergence stay', () => {
    expect(metric('alternating', 'escaped')[0]).toBeGreaterThan(metric('sum', 'escaped')[0] + 0.2);
    expect(metric('alternating', 'escapedFromSpurious')[0]).toBeGreaterThan(0.4);
    expect(metric('alternating', 'finalKL')[0]).toBeLessThan(metric('sum', 'finalKL')[0]);
    expect(metric('sum', 'escapedFromSpurious')[0]).toBe(0);
    expect(metric('joint', 'escaped')[0]).toBeLessThan(0.8);
  });

  it('counts every start: what is left of the KL is what the stuck ones have', () => {
    // A descent that is stuck keeps about ln 2, one that has escaped nothing.
    expect(metric('joint', 'finalKL')[0]).toBeCloseTo((1 - metric('joint', 'escaped')[0]) * Math.LN2, 1);
  });

  it('leaves the minima of every surface', () => {
    const kept = JSON.parse(readFileSync(path.join(folder.path, 'minima.json'), 'utf8')) as {
      sigma2: number;
      surfaces: { name: string; minima: unknown[] }[];
    };
    expect(kept.sigma2).toBe(0.1);
    expect(kept.surfaces).toHaveLength(1 + 12 + 1 + 49 + 1);
    const sum = kept.surfaces.find(({ name }) => name === 'sum of the 12 marginals');
    expect(sum?.minima).toEqual(JSON.parse(JSON.stringify(study.atlas.sumOfMarginals.minima)));
  });

  it('draws every figure that the report names', () => {
    const report = surfacesReport(study);
    const named = report.sections.flatMap((section) => section.figures ?? []);
    expect(new Set(named).size).toBe(8);
    for (const figure of named) expect(readFileSync(path.join(folder.path, figure), 'utf8')).toMatch(/^<svg /);
  });

  it('estimates the surfaces within their errors', () => {
    const { atlas, estimates } = study;
    estimates.rotatedMarginals.forEach((estimate, i) => {
      const { values } = atlas.rotatedMarginals[i];
      const squares = estimate.reduce((sum, value, cell) => sum + (value - values[cell]) ** 2, 0);
      expect(Math.sqrt(squares / values.length)).toBeLessThan(0.2);
    });
    expect(estimates.joint).toEqual(estimates.rotatedMarginals[0]);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort();
    const other = await temporaryRunFolder();
    const { folder: place } = other;
    const stopped = studySurfaces({
      ...settings,
      seeds: [0],
      folder: place,
      signal: stop.signal,
      progress: () => silent,
    });
    await expect(stopped).rejects.toThrow('Stopped (surfaces by quadrature)');
    other.remove();
  });
});

describe('the tables', () => {
  const texts = (table: { rows: readonly (readonly { text: string }[])[] }) =>
    table.rows.map((row) => row.map(({ text }) => text));

  it('lists minima by matching, in words', () => {
    const rows = texts(marginalMinimaTable(study.atlas));
    expect(rows[0]).toEqual(['joint', '1.000', '−1.000', '0', 'global optimum']);
    expect(rows.some((row) => row[3] === '0.6907' && row[4] === 'spurious minimum')).toBe(true);
    expect(rows).toContainEqual(['90°', '', '', '0', 'zero everywhere']);
    expect(texts(conditionalMinimaTable(study.atlas)).every(([name]) => !name.includes('y2 = −'))).toBe(true);
  });

  it('says never where no hold is long enough', () => {
    const rows = texts(holdTable(study.hold?.times ?? []));
    expect(rows[0][2]).toBe('never');
    expect(Number(rows[4][2])).toBeGreaterThan(0);
  });

  it('shows small divergences in powers of ten', () => {
    expect([nats(0.69068), nats(3.96e-9), nats(1e-15), nats(0)]).toEqual(['0.6907', '4.0e−9', '0', '0']);
  });

  it('compares the estimates with quadrature', () => {
    expect(texts(estimatesTable(study.atlas, study.estimates)).map(([name]) => name)).toHaveLength(5);
  });
});

describe('surfacesResult', () => {
  it('says in words what the numbers say', () => {
    const text = surfacesResult(study);
    expect(text).toContain('no spurious minimum at 45°, 60°, 75°, 105°, 120°, 135°');
    expect(text).toMatch(/their sum still has one at \(.*\), where it is 6\.27/);
    expect(text).toContain('The sum of the 49 rotated conditionals has no spurious minimum');
  });

  it('says so where the sum has no spurious minimum', () => {
    expect(surfacesResult({ ...study, hold: undefined })).toContain('nothing for alternation to escape from');
  });
});
