import { fitMinMax, gaussianGrid25, loadNamed, sampleMixture } from '@bcl/datasets';
import { normal, fold, key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';

/** A table to time EM on. */
export interface BenchmarkCase {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  /** Row-major, rows x columns. */
  readonly data: Float64Array;
}

/** The tables: Pendigits where its files are at hand, otherwise simulated data of the same shape, and the 25-GMM. */
export async function benchmarkCases(quick: boolean, folder: string | undefined): Promise<BenchmarkCase[]> {
  if (quick) return [simulated('quick-500x4', 500, 4, 3)];
  const pendigits = folder === undefined ? undefined : await loadNamed('pendigits', { folder, download: false })();
  const wide = pendigits !== undefined && E.isRight(pendigits) ? scaled(pendigits.right.dataset.features) : undefined;
  const big = (components: number): BenchmarkCase =>
    wide === undefined
      ? simulated(`simulated-7494x16-K${components}`, 7494, 16, components)
      : { name: `pendigits-K${components}`, rows: wide.rows, columns: wide.columns, components, data: wide.data };
  const grid = gaussianGrid25({ key: key(0), rows: 2000 }).features;
  return [
    big(12),
    big(50),
    { name: 'gmm25-2000x2-K25', rows: grid.rows, columns: grid.columns, components: 25, data: grid.data },
  ];
}

const scaled = (features: Parameters<typeof fitMinMax>[0]): ReturnType<ReturnType<typeof fitMinMax>['apply']> =>
  fitMinMax(features).apply(features);

function simulated(name: string, rows: number, columns: number, components: number): BenchmarkCase {
  const own = fold(key(0), name);
  const means = normal(fold(own, 'means'), components * columns);
  const covariances = new Float64Array(components * columns * columns);
  for (let k = 0; k < components; k++)
    for (let d = 0; d < columns; d++) covariances[(k * columns + d) * columns + d] = 0.2;
  const weights = new Float64Array(components).fill(1 / components);
  const { features } = sampleMixture(fold(own, 'rows'), rows, { weights, means, covariances });
  return { name, rows, columns, components, data: features.data };
}
