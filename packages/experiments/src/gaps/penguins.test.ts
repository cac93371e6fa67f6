import { orThrow } from '@bcl/errors';
import type { RunFolder } from '@bcl/lab';
import { readPenguins } from '../penguins';
import { temporaryRunFolder } from '../testing/run-folder';
import { clusterPenguins, type PenguinsResult } from './penguins';

let folder: RunFolder;
let remove: () => void;
let result: PenguinsResult;
const steps: [number, string][] = [];
beforeAll(async () => {
  ({ folder, remove } = await temporaryRunFolder());
  result = await clusterPenguins(orThrow(readPenguins()), {
    folder,
    seed: 0,
    draws: 1,
    signal: new AbortController().signal,
    onStep: (done, label) => steps.push([done, label]),
  });
}, 60_000);
afterAll(() => remove());

describe('clusterPenguins', () => {
  it('drops no bird and finds the species', () => {
    expect([result.rows, result.missingCells, result.rowsWithGaps]).toEqual([344, 8, 2]);
    expect(result.scores.ari).toBeGreaterThan(0.9);
    expect(result.scores.accuracy).toBeGreaterThan(0.95);
  });

  it('fills every column with less error than its mean', () => {
    expect(result.filling).toHaveLength(1);
    const [{ mixture, columnMeans }] = result.filling;
    mixture.forEach((error, d) => expect(error).toBeLessThan(columnMeans[d]));
  });

  it('shows each column and all together in one table, the smaller error marked', () => {
    const { columns, rows, notes } = result.table;
    expect([columns.length, rows.length]).toEqual([4, 5]);
    for (const [, means, mixture] of rows) expect([means.best, mixture.best]).toEqual([undefined, true]);
    expect(notes).toEqual(['mean over 1 draw of hidden cells']);
  });

  it('says what it is doing, and leaves its figures', () => {
    expect(steps.map(([done]) => done)).toEqual([0, 1]);
    expect(result.sections.flatMap(({ figures = [] }) => figures)).toEqual([
      'figures/penguins-species.svg',
      'figures/penguins-pairs.svg',
    ]);
  });
});
