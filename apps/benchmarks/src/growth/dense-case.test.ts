import { meanLogDensity, mixtureOf, orThrow, responsibilities } from '@bcl/em';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readMixture, readNumbers } from '../programs/mixture-file';
import { denseCase, withDenseFiles } from './dense-case';

it.each([2, 64])('no responsibility of a dense case with %s columns is negligible', (columns) => {
  const components = 4;
  const { table, means } = denseCase({ rows: 300, columns, components });
  const centres = Array.from({ length: components }, (_, k) => means.subarray(k * columns, (k + 1) * columns));
  const covariances = new Float64Array(components).fill(1);
  const model = orThrow(mixtureOf({ covarianceType: 'spherical', means: centres, covariances }));
  const shape = [300, columns] as const;
  const shares = orThrow(responsibilities(model, { data: table, shape }));
  expect(shares.data.every((share) => share > 1e-3)).toBe(true);
  expect(orThrow(meanLogDensity(model, { data: table, shape }))).toBeLessThan(0);
});

it('its files are there while they are used, and gone afterwards', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bcl-dense-'));
  const sizes = { rows: 20, columns: 3, components: 2 };
  let used: string[] = [];
  const sum = await withDenseFiles(folder, sizes, async ({ data, start }) => {
    used = [data, start];
    expect(await readNumbers(data)).toEqual(denseCase(sizes).table);
    return (await readMixture(start, 2, 3)).covariances.reduce((total, value) => total + value, 0);
  });
  expect(sum).toBe(6);
  expect(used.map(existsSync)).toEqual([false, false]);
  await rm(folder, { recursive: true });
});
