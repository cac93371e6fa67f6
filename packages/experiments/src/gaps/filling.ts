import type { Dataset } from '@bcl/datasets';
import { fit, impute, orThrow, runOrThrow } from '@bcl/em';
import type { Matrix } from '@bcl/linalg';
import { choose, fold, key } from '@bcl/random';

/** Root mean squared errors of filled cells, by column, in the column's own unit. */
export interface FillingErrors {
  readonly featureNames: readonly string[];
  /** Cells hidden per column. */
  readonly hidden: readonly number[];
  readonly columnMeans: readonly number[];
  readonly mixture: readonly number[];
  /** Over all columns, each error divided by its column's standard deviation. */
  readonly overall: { readonly columnMeans: number; readonly mixture: number };
}

/** Settings of {@link measureFilling}. */
export interface FillingOptions {
  readonly components: number;
  readonly seed: number;
  /** Share of the known cells that is hidden; 0.1 by default. */
  readonly share?: number;
  readonly signal?: AbortSignal;
}

/**
 * How well gaps are filled: hides known cells at random, fits a mixture to what is left, fills with p(missing | known), and
 * compares with the truth, beside filling with column means.
 */
export async function measureFilling(
  dataset: Dataset,
  { components, seed, share = 0.1, signal }: FillingOptions,
): Promise<FillingErrors> {
  const { features, featureNames } = dataset;
  const known = Array.from(features.data.keys()).filter((i) => !Number.isNaN(features.data[i]));
  const picked = choose(fold(key(seed), 'hidden'), known.length, Math.round(share * known.length));
  const hidden = Array.from(picked, (i) => known[i]);
  const data = Float64Array.from(features.data);
  for (const cell of hidden) data[cell] = NaN;
  const holed: Matrix = { ...features, data };
  const { model } = await runOrThrow(fit(holed, { components, seed, ...(signal === undefined ? {} : { signal }) }));
  const filled = orThrow(impute(model, holed));
  const columns = featureNames.map((_, d) => {
    const own = Array.from(data).filter((value, i) => i % features.columns === d && !Number.isNaN(value));
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    const deviation = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
    const cells = hidden.filter((i) => i % features.columns === d);
    const rootMeanSquare = (fill: (i: number) => number): number =>
      Math.sqrt(cells.reduce((sum, i) => sum + (fill(i) - features.data[i]) ** 2, 0) / Math.max(1, cells.length));
    return {
      count: cells.length,
      deviation,
      columnMeans: rootMeanSquare(() => mean),
      mixture: rootMeanSquare((i) => filled.data[i]),
    };
  });
  const overall = (name: 'columnMeans' | 'mixture'): number =>
    Math.sqrt(
      columns.reduce((sum, column) => sum + column.count * (column[name] / column.deviation) ** 2, 0) / hidden.length,
    );
  return {
    featureNames,
    hidden: columns.map(({ count }) => count),
    columnMeans: columns.map((column) => column.columnMeans),
    mixture: columns.map((column) => column.mixture),
    overall: { columnMeans: overall('columnMeans'), mixture: overall('mixture') },
  };
}
