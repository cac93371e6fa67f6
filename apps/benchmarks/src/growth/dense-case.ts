import { fold, key, normal } from '@bcl/random';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { RIDGE, type CaseFiles } from '../cases/case-files';
import { writeMixture, writeNumbers } from '../programs/mixture-file';
import type { Sizes } from './axes';

/**
 * A table of standard normal numbers, and a mixture of which all components reach all rows: unit covariances, and means so
 * close together that no responsibility is negligible. What is timed on it is the whole arithmetic, whatever a kernel skips.
 */
export function denseCase({ rows, columns, components }: Sizes): { table: Float64Array; means: Float64Array } {
  const own = fold(key(0), 'growth');
  const close = 0.3 / Math.sqrt(columns);
  return {
    table: normal(fold(own, 'rows'), rows * columns),
    means: normal(fold(own, 'means'), components * columns).map((value) => close * value),
  };
}

/** Writes a dense case for the programs, hands it over, and removes the files again. */
export async function withDenseFiles<A>(
  folder: string,
  sizes: Sizes,
  use: (files: CaseFiles) => Promise<A>,
): Promise<A> {
  const { rows, columns, components } = sizes;
  await mkdir(folder, { recursive: true });
  const data = path.join(folder, 'growth-table.f64');
  const start = path.join(folder, 'growth-start.f64');
  try {
    const { table, means } = denseCase(sizes);
    await writeNumbers(data, table);
    const covariances = new Float64Array(components * columns * columns);
    for (let k = 0; k < components; k++)
      for (let d = 0; d < columns; d++) covariances[(k * columns + d) * columns + d] = 1;
    const weights = new Float64Array(components).fill(1 / components);
    await writeMixture(start, { components, dimension: columns, shape: 'full', weights, means, covariances });
    return await use({ data, rows, columns, components, ridge: RIDGE, start, settled: start });
  } finally {
    await Promise.all([data, start].map((file) => rm(file, { force: true })));
  }
}
