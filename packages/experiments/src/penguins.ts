import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { penguins, type Dataset, type DatasetProblem } from '@bcl/datasets';
import type * as E from 'fp-ts/lib/Either.js';

/**
 * The Palmer penguins (Horst, Hill and Gorman 2020) as they come with the npm package vega-datasets: 344 birds, four
 * measurements, two birds without any. Real data with real gaps, and no download.
 *
 * The package exports its code but not its files, so the file is found beside the code.
 */
export function readPenguins(): E.Either<DatasetProblem, Dataset> {
  const code = createRequire(path.join(__dirname, 'penguins.js')).resolve('vega-datasets');
  const file = path.join(path.dirname(code), '../data/penguins.json');
  return penguins(JSON.parse(readFileSync(file, 'utf8')));
}
