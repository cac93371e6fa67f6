import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runOrThrow } from '@bcl/errors';
import { namedTable, tablesOfThePaper } from './tables';

let folder = '';
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'tables-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('namedTable', () => {
  it('has the penguins at hand', async () => {
    const { name, dataset, components } = await runOrThrow(namedTable('penguins', {}));
    expect([name, dataset.features.rows, dataset.features.columns, components]).toEqual(['penguins', 344, 4, 3]);
  });

  it('lists the names when there is none such', async () => {
    const read = await namedTable('irises', {})();
    expect(read).toMatchObject({ left: { _tag: 'UnknownName' } });
    for (const name of [...tablesOfThePaper, 'penguins', 'iris', 'connect-4', 'covtype']) {
      expect(read).toMatchObject({ left: { message: expect.stringContaining(name) as string } });
    }
  });

  it('does not look elsewhere when the folder that was named is not there, or is a file', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    for (const none of ['none', 'file']) {
      const read = await namedTable('iris', { folder: path.join(folder, none), cache: folder, download: false })();
      expect(read).toMatchObject({ left: { _tag: 'NoDataFolder', message: expect.stringContaining(none) as string } });
    }
  });

  it('refuses a damaged file in that folder', async () => {
    writeFileSync(path.join(folder, 'iris.tsv.gz'), 'x');
    expect(await namedTable('iris', { folder, download: false })()).toMatchObject({ left: { _tag: 'WrongBytes' } });
  });

  (process.env.BCL_DATA_DIR ? it : it.skip)('knows K, the test part and what to say of a set', async () => {
    const { components, test, note } = await runOrThrow(namedTable('pendigits', { folder: process.env.BCL_DATA_DIR }));
    expect([components, test?.features.rows, note]).toEqual([12, 3498, 'K is the paper’s.']);
  });
});
