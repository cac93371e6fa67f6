import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dataset, readCsv, type Dataset } from '@bcl/datasets';
import { fromJSON, impute, predict } from '@bcl/em';
import { orThrow } from '@bcl/errors';
import type { Comparison, RunFolder } from '@bcl/lab';
import { matrix } from '@bcl/linalg';
import { adjustedRandIndex } from '@bcl/metrics';
import { integers, key, normal } from '@bcl/random';
import { temporaryRunFolder } from '../testing/run-folder';
import { compareOnTable, type ClusteringFit, type ClusteringRequest } from './comparison';
import { drawClusteringFigures } from './figures';
import { clusteringSections, clusteringTable } from './report';
import { writeClusteringResults } from './results';
import { prepare } from './prepare';
import { shownFit } from './shown-fit';
import type { TableSource } from './tables';

/** Two far groups in three columns, one of them in units of 1e-7 and one with a comma in its name; a tenth is missing. */
function groups(): Dataset {
  const rows = 60;
  const draws = normal(key(2), 3 * rows);
  const labels = Int32Array.from({ length: rows }, (_, n) => n % 2);
  const data = draws.map((draw, i) => [1, 1e-7, 100][i % 3] * (draw + 8 * labels[Math.floor(i / 3)]));
  data[0] = -0;
  for (const cell of integers(key(3), 18, 3 * rows)) if (cell > 0) data[cell] = NaN;
  const features = matrix(rows, 3, data);
  return dataset({ name: 'groups', features, featureNames: ['a', 'b', 'c, in "m"'], labels, classNames: ['x', 'y'] });
}

const table: TableSource = { name: 'groups', dataset: groups(), components: 2, note: 'Made up.' };
let folder: RunFolder;
let remove: () => void;
let comparison: Comparison<ClusteringFit>;
const request = (changes: Partial<ClusteringRequest> = {}): ClusteringRequest => ({
  table,
  seeds: [0, 1],
  folder,
  signal: new AbortController().signal,
  iterations: 1,
  floor: 1e-3,
  alpha: undefined,
  ...changes,
});
const read = (name: string): string => readFileSync(path.join(folder.path, name), 'utf8');

beforeAll(async () => {
  ({ folder, remove } = await temporaryRunFolder());
  comparison = await compareOnTable(request());
}, 60_000);
afterAll(() => remove());

describe('compareOnTable', () => {
  it('writes a summary with the named methods and metrics, one value a seed', () => {
    const summary = JSON.parse(read('summary.json')) as (typeof comparison)['summary'];
    expect(summary).toEqual(comparison.summary);
    expect(summary.seeds).toEqual([0, 1]);
    expect(summary.methods.map(({ name }) => name)).toEqual(['jointEM', 'kmeansEM', 'bigLearnEM', 'bcl']);
    for (const { metrics } of summary.methods) {
      expect(Object.keys(metrics)).toEqual(['nmi', 'ari', 'accuracy', 'testLogLikelihood', 'trainLogLikelihood']);
      for (const values of Object.values(metrics)) expect(values).toHaveLength(2);
    }
  });

  it('is shown by our default’s fit of the first seed, by the first fit where our default did not run', () => {
    const shown = shownFit(table, comparison);
    expect(shown.extra).toBe(comparison.cells.find(({ method, seed }) => method === 'bcl' && seed === 0)?.extra);
    expect(shown.train.features).toEqual(orThrow(prepare(table, 0)).train.features);
    const others = comparison.cells.filter(({ method }) => method !== 'bcl');
    expect(shownFit(table, { ...comparison, cells: others }).extra).toBe(others[0].extra);
  });

  it('scores the test part: two far groups are found by the default', () => {
    const own = comparison.summary.methods[3].metrics;
    expect([own.nmi, own.ari, own.accuracy]).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    const { test } = orThrow(prepare(table, 0));
    const kept = comparison.cells.find(({ method, seed }) => method === 'bcl' && seed === 0);
    const clusters = orThrow(predict(orThrow(fromJSON(kept?.extra.mixture)), test));
    expect(adjustedRandIndex(test.labels ?? [], clusters)).toBe(1);
  });

  it('keeps a curve that ends at the training log-likelihood of the summary', () => {
    for (const { extra, metrics, method } of comparison.cells) {
      expect(extra.passes.length).toBe(extra.trainLogLikelihood.length);
      // BigLearn-EM is scored by a mean of evaluations; here the run is so short that there is only the last.
      if (method === 'bigLearnEM') expect(extra.trainLogLikelihood.at(-1)).toBeCloseTo(metrics.trainLogLikelihood, 12);
      else expect(extra.trainLogLikelihood.at(-1)).toBe(metrics.trainLogLikelihood);
    }
  });

  it('leaves out the scores that need classes where there are none', async () => {
    const { labels: _, classNames: __, ...unlabelled } = table.dataset;
    const other = await temporaryRunFolder();
    try {
      const changes = { table: { ...table, dataset: unlabelled }, folder: other.folder, seeds: [0] };
      const { summary } = await compareOnTable(request(changes));
      expect(Object.keys(summary.methods[0].metrics)).toEqual(['testLogLikelihood', 'trainLogLikelihood']);
    } finally {
      other.remove();
    }
  });

  it('refuses before the first fit what some seed cannot be given', async () => {
    const other = await temporaryRunFolder();
    try {
      const changes = { table: { ...table, components: 49 }, folder: other.folder };
      await expect(compareOnTable(request(changes))).rejects.toThrow('the training part has 48 rows');
      expect(await other.folder.discardIfEmpty()).toBe(true);
    } finally {
      other.remove();
    }
  });

  it('says that a row number counts in the test part', async () => {
    const test = { ...table.dataset, features: matrix(60, 3, new Float64Array(180).fill(1e200)) };
    const other = await temporaryRunFolder();
    try {
      const changes = { table: { ...table, test }, folder: other.folder, seeds: [0] };
      await expect(compareOnTable(request(changes))).rejects.toThrow('The test part cannot be scored');
    } finally {
      other.remove();
    }
  });
});

describe('writeClusteringResults', () => {
  it('writes clusters, mixture and filled table, each of which can be read again', async () => {
    const written = await writeClusteringResults(folder, table, comparison);
    expect(written).toEqual(['groups-clusters.csv', 'groups-mixture.json', 'groups-filled.csv']);
    const { features } = table.dataset;
    const { mixture, units } = JSON.parse(read(written[1])) as Record<string, Record<string, number[]>>;
    const model = orThrow(fromJSON(mixture));
    const scaled = matrix(
      60,
      3,
      features.data.map((v, i) => (v - units.center[i % 3]) / units.scale[i % 3]),
    );

    const clusters = orThrow(readCsv(read(written[0]))).features.data;
    expect(Array.from(clusters).filter((_, i) => i % 3 === 0)).toEqual(Array.from({ length: 60 }, (_, n) => n));
    expect(Array.from(clusters).filter((_, i) => i % 3 === 1)).toEqual(
      Array.from(orThrow(predict(model, scaled)), (k) => k + 1),
    );
    for (const share of Array.from(clusters).filter((_, i) => i % 3 === 2)) {
      expect(share).toBeGreaterThanOrEqual(0.5);
      expect(share).toBeLessThanOrEqual(1);
    }

    const filled = orThrow(readCsv(read(written[2])));
    expect(filled.featureNames).toEqual(table.dataset.featureNames);
    const expected = orThrow(impute(model, scaled)).data;
    features.data.forEach((value, i) => {
      const found = filled.features.data[i];
      if (Number.isNaN(value)) {
        const own = expected[i] * units.scale[i % 3] + units.center[i % 3];
        expect(Math.abs(found - own)).toBeLessThanOrEqual(1e-5 * Math.abs(own));
      } else expect(Object.is(found, value)).toBe(true); // known cells bit for bit, the sign of -0 included
    });
  });

  it('writes no filled table where nothing is missing', async () => {
    const whole = {
      ...table.dataset,
      features: matrix(
        60,
        3,
        table.dataset.features.data.map((v) => v || 0),
      ),
    };
    const written = await writeClusteringResults(folder, { ...table, name: 'whole', dataset: whole }, comparison);
    expect(written).toEqual(['whole-clusters.csv', 'whole-mixture.json']);
    expect(existsSync(path.join(folder.path, 'whole-filled.csv'))).toBe(false);
  });
});

describe('the report of a table', () => {
  it('has its figures in the run folder', async () => {
    const figures = await drawClusteringFigures(folder, table, comparison);
    expect(figures).toEqual(['training', 'classes', 'pairs'].map((what) => `figures/groups-${what}.svg`));
    for (const figure of figures) expect(read(figure)).toMatch(/^<svg /);
  });

  it('says how many cells are missing, how the test part came about, and the note', () => {
    const gaps = table.dataset.features.data.filter(Number.isNaN).length;
    const [section] = clusteringSections(table, ['figures/a.svg'], { group: 'groups' });
    expect(section.heading).toBe('groups: 60 rows, 3 features, 2 components');
    expect(section.text).toContain(`${gaps} cells are missing`);
    expect(section.text).toContain('a stratified fifth of the rows is held out');
    expect(section.text).toContain('Made up.');
    const [official] = clusteringSections({ ...table, test: table.dataset }, []);
    expect(official.text).toContain('the test part has 60 rows');
  });

  it('shows scores only where there are classes', () => {
    expect(clusteringTable(true).metrics).toHaveLength(5);
    expect(clusteringTable(false).metrics.map(({ name }) => name)).toEqual(['testLogLikelihood', 'trainLogLikelihood']);
  });
});
