import type { Dataset } from '@bcl/datasets';
import { fit, impute, orThrow, predict, runOrThrow } from '@bcl/em';
import { heatmap, pairPlot, type ReportSection, type RunFolder, type Table } from '@bcl/lab';
import { adjustedRandIndex, clusteringAccuracy, normalizedMutualInformation } from '@bcl/metrics';
import { measureFilling, type FillingErrors } from './filling';

/** What the penguins experiment found. */
export interface PenguinsResult {
  readonly rows: number;
  /** Missing cells, and rows that hold one. */
  readonly missingCells: number;
  readonly rowsWithGaps: number;
  readonly scores: { readonly nmi: number; readonly ari: number; readonly accuracy: number };
  /** Errors of filling over several draws of hidden cells. */
  readonly filling: readonly FillingErrors[];
  readonly table: Table;
  readonly sections: readonly ReportSection[];
}

/** Where the experiment leaves its figures, and who hears of its progress. */
export interface PenguinsRequest {
  readonly folder: RunFolder;
  readonly seed: number;
  /** How many times cells are hidden and filled. */
  readonly draws: number;
  readonly signal: AbortSignal;
  readonly onStep: (done: number, label: string) => void;
}

/**
 * The penguins, gaps in place: clusters of three components against the three species, which no fit sees, and the error
 * of filled cells against column means.
 */
export async function clusterPenguins(
  dataset: Dataset,
  { folder, seed, draws, signal, onStep }: PenguinsRequest,
): Promise<PenguinsResult> {
  const { features, featureNames, labels = new Int32Array(features.rows), classNames = ['all'] } = dataset;
  onStep(0, 'penguins: clusters with the gaps in place');
  const { model } = await runOrThrow(fit(dataset, { components: 3, seed, signal }));
  const clusters = orThrow(predict(model, dataset));
  const filled = orThrow(impute(model, dataset));
  const filling: FillingErrors[] = [];
  for (let draw = 0; draw < draws; draw++) {
    onStep(1 + draw, `penguins: hide and fill, draw ${draw + 1}`);
    filling.push(await measureFilling(dataset, { components: 3, seed: seed + draw, signal }));
  }
  const gaps = features.data.map((value) => (Number.isNaN(value) ? 1 : 0));
  const counts = new Float64Array(3 * classNames.length);
  clusters.forEach((cluster, n) => counts[cluster * classNames.length + labels[n]]++);
  const confusion = await heatmap({
    title: 'Penguins: clusters against species',
    subtitle: 'three components, fitted without the species',
    rows: ['cluster 1', 'cluster 2', 'cluster 3'],
    columns: classNames,
    values: counts,
    rowLabel: 'cluster',
    columnLabel: 'species',
  });
  const pairs = await pairPlot({
    title: 'Penguins: clusters, species and filled cells',
    subtitle: 'colour: cluster; shape: species; ring: a cell filled from p(missing | known)',
    features: featureNames,
    rows: filled.data,
    clusters,
    classes: labels,
    classNames,
    filled: gaps,
  });
  const scores = {
    nmi: normalizedMutualInformation(labels, clusters),
    ari: adjustedRandIndex(labels, clusters),
    accuracy: clusteringAccuracy(labels, clusters).accuracy,
  };
  const rowsWithGaps = Array.from({ length: features.rows }, (_, n) => n).filter((n) =>
    gaps.subarray(n * features.columns, (n + 1) * features.columns).includes(1),
  ).length;
  const table = fillingTable(filling);
  const missingCells = gaps.reduce((sum, gap) => sum + gap, 0);
  const figures = [
    await folder.writeFigure('penguins-species.svg', confusion),
    await folder.writeFigure('penguins-pairs.svg', pairs),
  ];
  const sections: ReportSection[] = [
    {
      heading: 'Penguins: real data with gaps',
      text:
        `${features.rows} birds, ${features.columns} measurements, ${missingCells} cells missing in ${rowsWithGaps} rows; nothing was dropped or filled before fitting. ` +
        `The clusters agree with the species, which the fit never saw: NMI ${scores.nmi.toFixed(3)}, ARI ${scores.ari.toFixed(3)}, accuracy ${(100 * scores.accuracy).toFixed(1)} %.`,
      figures,
    },
    {
      heading: 'How good are the filled cells?',
      text: `A tenth of the known cells was hidden, the mixture fitted to the rest, and the hidden cells filled with their conditional means; ${draws} draw${draws === 1 ? '' : 's'}.`,
      table: { kind: 'table', table },
    },
  ];
  return { rows: features.rows, missingCells, rowsWithGaps, scores, filling, table, sections };
}

/** Root mean squared errors by column, averaged over the draws. */
function fillingTable(filling: readonly FillingErrors[]): Table {
  const right = { align: 'right' } as const;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const row = (name: string, means: number, mixture: number, digits: number) => [
    { text: name },
    { text: means.toFixed(digits), ...(means < mixture ? { best: true } : {}) },
    { text: mixture.toFixed(digits), ...(mixture < means ? { best: true } : {}) },
    { text: `${Math.round(100 * (1 - mixture / means))} %` },
  ];
  const columns = filling[0].featureNames.map((name, d) =>
    row(
      name,
      mean(filling.map(({ columnMeans }) => columnMeans[d])),
      mean(filling.map(({ mixture }) => mixture[d])),
      2,
    ),
  );
  const overall = row(
    'all, in standard deviations',
    mean(filling.map((f) => f.overall.columnMeans)),
    mean(filling.map((f) => f.overall.mixture)),
    3,
  );
  return {
    columns: [
      { header: 'filled cells: root mean squared error' },
      { header: 'column mean', ...right },
      { header: 'p(missing | known)', ...right },
      { header: 'less by', ...right },
    ],
    rows: [...columns, overall],
    notes: [`mean over ${filling.length} draw${filling.length === 1 ? '' : 's'} of hidden cells`],
  };
}
