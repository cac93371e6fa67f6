import { impute, orThrow, predict } from '@bcl/em';
import { curves, heatmap, pairPlot, type Comparison, type RunFolder } from '@bcl/lab';
import type { ClusteringFit } from './comparison';
import { shownFit } from './shown-fit';
import type { TableSource } from './tables';

/** The figures of one table, drawn from our default's fit of the first seed; returns their names. */
export async function drawClusteringFigures(
  folder: RunFolder,
  table: TableSource,
  comparison: Comparison<ClusteringFit>,
): Promise<string[]> {
  const { cells } = comparison;
  const { seed, extra, model, train } = shownFit(table, comparison);
  const clusters = orThrow(predict(model, train));
  const names = [...new Set(cells.map(({ method }) => method))];
  const along = await curves({
    title: `${table.name}: training log-likelihood along the fit`,
    subtitle: `seed ${seed}, by EM passes over the data, trials that were dropped included`,
    xLabel: 'EM passes',
    yLabel: 'mean log-likelihood, nats',
    xScale: 'log',
    series: names.map((name) => {
      const fitted = cells.find((cell) => cell.method === name && cell.seed === seed)?.extra ?? extra;
      return { name, x: Array.from(fitted.passes), y: [Array.from(fitted.trainLogLikelihood)] };
    }),
  });
  const figures = [await folder.writeFigure(`${table.name}-training.svg`, along)];
  if (train.labels !== undefined && train.classNames !== undefined) {
    const { counts, rows, columns } = contingency(clusters, train.labels, model.components, train.classNames.length);
    const confusion = await heatmap({
      title: `${table.name}: clusters against classes`,
      subtitle: `bcl, seed ${seed}, training part; no class was shown to the fit`,
      rows: Array.from({ length: rows }, (_, k) => `cluster ${k + 1}`),
      columns: train.classNames.slice(0, columns),
      values: counts,
      rowLabel: 'cluster',
      columnLabel: 'class',
    });
    figures.push(await folder.writeFigure(`${table.name}-classes.svg`, confusion));
  }
  if (train.features.columns >= 2) {
    const shown = Math.min(4, train.features.columns);
    const filled = orThrow(impute(model, train));
    const pick = (data: ArrayLike<number>): number[] =>
      Array.from(
        { length: train.features.rows * shown },
        (_, i) => data[Math.floor(i / shown) * train.features.columns + (i % shown)],
      );
    const plot = await pairPlot({
      title: `${table.name}: clusters`,
      subtitle: `bcl, seed ${seed}; features scaled to [0, 1]${shown < train.features.columns ? `, the first ${shown} of ${train.features.columns}` : ''}`,
      features: train.featureNames.slice(0, shown),
      rows: pick(filled.data),
      clusters,
      filled: pick(train.features.data).map((value) => (Number.isNaN(value) ? 1 : 0)),
      ...(train.labels === undefined || train.classNames === undefined || train.classNames.length > 6
        ? {}
        : { classes: train.labels, classNames: train.classNames }),
    });
    figures.push(await folder.writeFigure(`${table.name}-pairs.svg`, plot));
  }
  return figures;
}

/** Counts by cluster and class, with a row for every component and a column for every class, also the empty ones. */
function contingency(
  clusters: Int32Array,
  labels: Int32Array,
  rows: number,
  columns: number,
): { counts: Float64Array; rows: number; columns: number } {
  const counts = new Float64Array(rows * columns);
  clusters.forEach((cluster, n) => counts[cluster * columns + labels[n]]++);
  return { counts, rows, columns };
}
