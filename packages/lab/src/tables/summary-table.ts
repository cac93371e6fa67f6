import type { MethodSummary, Summary } from '../run/summary';
import type { Table, TableCell } from './table';

/** How a metric is shown. */
export interface MetricSpec {
  /** Its name in the summary (within its group, where there are groups). */
  readonly name: string;
  /** Its heading; the name by default. */
  readonly label?: string;
  /** Which values are better; without it none is marked. */
  readonly better?: 'higher' | 'lower';
  /** Digits after the point; 3 by default. */
  readonly digits?: number;
}

/** What of a summary is shown, and how. */
export interface SummaryTableRequest {
  readonly metrics: readonly MetricSpec[];
  /** Methods that are a yardstick, not a competitor: never marked as best. */
  readonly references?: readonly string[];
  /** The groups of a summary with groups, in order: each gets a block of rows of its own. */
  readonly groups?: readonly string[];
}

/**
 * The table of a comparison: for each method the mean ± sample standard deviation over seeds of each metric, the best
 * mean marked, and the mean time. A metric with a value that is not finite shows '–'.
 *
 * @example
 * ```ts
 * import { summaryTable, type Summary } from '@bcl/lab';
 * const methods = [{ name: 'EM', metrics: { KL: [0.1, 0.3] }, seconds: [1, 2] }];
 * const summary: Summary = { schema: 1, app: 'toy', seeds: [0, 1], methods };
 * const table = summaryTable(summary, { metrics: [{ name: 'KL', better: 'lower', digits: 2 }] });
 * table.rows[0][1].text; // => '0.20 ± 0.14'
 * ```
 */
export function summaryTable(summary: Summary, { metrics, references = [], groups = [] }: SummaryTableRequest): Table {
  const blocks = groups.length === 0 ? [''] : groups;
  const rows = blocks.flatMap((group) => {
    const names = metrics.map(({ name }) => (group === '' ? name : `${group}/${name}`));
    const methods = summary.methods.filter((method) => names.some((name) => Object.hasOwn(method.metrics, name)));
    const best = metrics.map(({ better }, m) =>
      bestMean(
        methods.filter(({ name }) => !references.includes(name)),
        names[m],
        better,
      ),
    );
    return methods.map((method, i): TableCell[] => [
      ...(groups.length === 0 ? [] : [{ text: i === 0 ? group : '' }]),
      { text: method.name },
      ...metrics.map(({ digits = 3 }, m) => {
        const values = method.metrics[names[m]] ?? [];
        const marked = best[m] !== undefined && !references.includes(method.name) && meanOf(values) === best[m];
        return { text: meanAndSpread(values, digits), ...(marked ? { best: true } : {}) };
      }),
      ...(groups.length === 0 ? [{ text: seconds(meanOf(method.seconds)) }] : []),
    ]);
  });
  const right = { align: 'right' } as const;
  return {
    columns: [
      ...(groups.length === 0 ? [] : [{ header: 'data' }]),
      { header: 'method' },
      ...metrics.map(({ name, label, better }) => ({ header: `${label ?? name}${arrow(better)}`, ...right })),
      ...(groups.length === 0 ? [{ header: 'seconds', ...right }] : []),
    ],
    rows,
    notes: [note(summary.seeds.length, metrics, references)],
  };
}

/** Every seed's value: one row a method and metric, one column a seed. */
export function seedTable(summary: Summary, { metrics, groups = [] }: SummaryTableRequest): Table {
  const right = { align: 'right' } as const;
  const rows = (groups.length === 0 ? [''] : groups).flatMap((group) =>
    metrics.flatMap(({ name, label, digits = 3 }) => {
      const full = group === '' ? name : `${group}/${name}`;
      return summary.methods
        .filter((method) => Object.hasOwn(method.metrics, full))
        .map((method) => [
          { text: group === '' ? (label ?? name) : `${group}: ${label ?? name}` },
          { text: method.name },
          ...method.metrics[full].map((value) => ({ text: fixed(value, digits) })),
        ]);
    }),
  );
  const seeds = summary.seeds.map((seed) => ({ header: `seed ${seed}`, ...right }));
  return { columns: [{ header: 'metric' }, { header: 'method' }, ...seeds], rows };
}

function bestMean(methods: readonly MethodSummary[], metric: string, better: MetricSpec['better']): number | undefined {
  if (better === undefined || methods.length < 2) return undefined;
  const means = methods.map((method) => meanOf(method.metrics[metric] ?? [])).filter(Number.isFinite);
  if (means.length === 0) return undefined;
  return better === 'higher' ? Math.max(...means) : Math.min(...means);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanAndSpread(values: readonly number[], digits: number): string {
  const mean = meanOf(values);
  if (!Number.isFinite(mean)) return '–';
  if (values.length < 2) return fixed(mean, digits);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return `${fixed(mean, digits)} ± ${fixed(Math.sqrt(squares / (values.length - 1)), digits)}`;
}

function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '–';
  return value.toFixed(digits).replace('-', '−');
}

function seconds(value: number): string {
  return fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0);
}

function arrow(better: MetricSpec['better']): string {
  return better === undefined ? '' : better === 'higher' ? ' ↑' : ' ↓';
}

function note(seeds: number, metrics: readonly MetricSpec[], references: readonly string[]): string {
  const parts = [seeds === 1 ? 'one seed' : `mean ± standard deviation over ${seeds} seeds`];
  if (metrics.some(({ better }) => better !== undefined))
    parts.push('↑ higher is better, ↓ lower is better, * best mean');
  if (references.length > 0) parts.push(`${references.join(', ')}: for reference`);
  return parts.join('; ');
}
