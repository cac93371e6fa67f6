import type { SweepRow } from '@bcl/distributed';
import { curves, type MetricSpec, type RunFolder, type Summary } from '@bcl/lab';
import type { SweepData } from './data';
import type { VariedSetting } from './plan';

/** A row of the sweep whose setting came from the command line. */
export type VariedRow = SweepRow & { readonly setting: VariedSetting };

/** A method of the table: what was varied, but for the seed. */
export const nameOf = ({ strategy, covarianceType, components }: VariedSetting): string =>
  `${strategy}, ${covarianceType}, K=${components}`;

/** What is shown of a data set; agreement with classes only where there are classes. */
export const metricsOf = (data: SweepData): MetricSpec[] => [
  { name: 'train', label: 'training (nats/row)', better: 'higher', digits: 4 },
  { name: 'heldOut', label: 'held-out (nats/row)', better: 'higher', digits: 4 },
  { name: 'bic', label: 'BIC', better: 'lower', digits: 1 },
  ...(data.labelled
    ? ([
        { name: 'nmi', label: 'NMI', better: 'higher', digits: 3 },
        { name: 'ari', label: 'ARI', better: 'higher', digits: 3 },
      ] as const)
    : []),
  { name: 'seconds', label: 'seconds', digits: 2 },
];

/** A score of a row; NaN where every restart failed. */
function valueOf({ scores, seconds }: VariedRow, metric: string): number {
  if (metric === 'seconds') return seconds;
  const value = {
    train: scores?.logLikelihood,
    heldOut: scores?.heldOut,
    bic: scores?.bic,
    nmi: scores?.nmi,
    ari: scores?.ari,
  }[metric];
  return value ?? NaN;
}

/** The rows of one data set as a summary: one method per setting, one value per seed. */
export function summaryOf(data: SweepData, rows: readonly VariedRow[], seeds: readonly number[]): Summary {
  const methods = new Map<string, VariedRow[]>();
  for (const row of rows) methods.set(nameOf(row.setting), [...(methods.get(nameOf(row.setting)) ?? []), row]);
  return {
    schema: 1,
    app: 'sweep',
    seeds,
    methods: [...methods].map(([name, own]) => ({
      name,
      metrics: Object.fromEntries(
        metricsOf(data)
          .filter((metric) => metric.name !== 'seconds')
          .map((metric) => [metric.name, own.map((row) => valueOf(row, metric.name))]),
      ),
      seconds: own.map((row) => row.seconds),
    })),
  };
}

/** Scores over the number of components, a line through the median over seeds and a band over all of them. */
export async function drawFigures(
  folder: RunFolder,
  data: SweepData,
  rows: readonly VariedRow[],
  seeds: readonly number[],
): Promise<string[]> {
  const shown = [
    { metric: 'heldOut', title: 'held-out log-likelihood', yLabel: 'nats per row' },
    { metric: 'bic', title: 'BIC on the training part', yLabel: 'BIC, lower is better' },
    ...(data.labelled ? [{ metric: 'nmi', title: 'clusters against classes', yLabel: 'NMI' }] : []),
  ];
  const drawn: string[] = [];
  for (const { metric, title, yLabel } of shown) {
    const series = seriesOf(rows, seeds, metric);
    if (!series.some(({ y }) => y.flat().some(Number.isFinite))) continue;
    const svg = await curves({
      title: `${data.name}: ${title}`,
      subtitle: `median over ${seeds.length} seed${seeds.length === 1 ? '' : 's'}; the band reaches from the worst to the best`,
      xLabel: 'components',
      yLabel,
      series,
      dots: true,
    });
    drawn.push(await folder.writeFigure(`${data.name}-${metric}.svg`, svg));
  }
  return drawn;
}

function seriesOf(rows: readonly VariedRow[], seeds: readonly number[], metric: string) {
  const names = new Set(rows.map(({ setting }) => `${setting.strategy}, ${setting.covarianceType}`));
  return [...names].map((name) => {
    const own = rows.filter(({ setting }) => `${setting.strategy}, ${setting.covarianceType}` === name);
    const x = [...new Set(own.map(({ setting }) => setting.components))];
    return {
      name,
      x,
      y: seeds.map((seed) =>
        x.map((components) => {
          const row = own.find((one) => one.seed === seed && one.setting.components === components);
          return row === undefined ? NaN : valueOf(row, metric);
        }),
      ),
    };
  });
}

/** The whole table as CSV: a line per data set, setting and seed. */
export function tableCsv(rows: readonly VariedRow[]): string {
  const metrics = ['train', 'heldOut', 'bic', 'nmi', 'ari', 'seconds'];
  const header = ['data', 'strategy', 'covariances', 'components', 'seed', ...metrics, 'restart', 'failed'];
  const lines = rows.map((row) => {
    const { data, setting, seed, restart, failed } = row;
    const numbers = metrics.map((metric) => {
      const value = valueOf(row, metric);
      return Number.isFinite(value) ? String(value) : '';
    });
    const why = failed === undefined ? '' : `"${failed.replaceAll('"', '""')}"`;
    return [
      data,
      setting.strategy,
      setting.covarianceType,
      setting.components,
      seed,
      ...numbers,
      restart ?? '',
      why,
    ].join();
  });
  return `${[header.join(), ...lines].join('\n')}\n`;
}
