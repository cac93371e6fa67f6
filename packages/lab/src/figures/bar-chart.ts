import { compose, type FigureText } from './compose';
import { checkFinite } from './numbers';
import { axis, drawPanel } from './plot';
import { color, style } from './style';
import { textWidth } from './svg';

/** What {@link barChart} draws. */
export interface BarChartRequest extends FigureText {
  /** What stands side by side on the axis, data sets say. */
  readonly groups: readonly {
    readonly name: string;
    /** One bar each, methods say: the values over seeds. */
    readonly bars: readonly { readonly name: string; readonly values: readonly number[] }[];
  }[];
  readonly yLabel: string;
  /** Dashed lines to compare with; the axis reaches them. */
  readonly references?: readonly { readonly value: number; readonly label: string }[];
}

/**
 * Grouped bars: the height is the mean over seeds, the whisker one sample standard deviation to each side. Values that
 * are not finite make no bar.
 *
 * @returns an SVG document; equal input gives equal text
 * @throws RangeError when there is nothing to draw
 * @example
 * ```ts
 * import { barChart } from '@bcl/lab';
 * const groups = [{ name: 'glass', bars: [{ name: 'EM', values: [0.4, 0.5] }, { name: 'ours', values: [0.5, 0.6] }] }];
 * const svg = await barChart({ title: 'NMI', yLabel: 'NMI', groups });
 * svg.includes('glass'); // => true
 * ```
 */
export async function barChart(request: BarChartRequest): Promise<string> {
  const { groups, yLabel, references = [] } = request;
  const names = [...new Set(groups.flatMap(({ bars }) => bars.map(({ name }) => name)))];
  const step = 0.82 / Math.max(1, names.length);
  const bars = groups.flatMap((group, g) =>
    group.bars.flatMap(({ name, values }) => {
      if (values.length === 0 || !values.every(Number.isFinite)) return [];
      const center = g - 0.41 + (names.indexOf(name) + 0.5) * step;
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
      const [x1, x2] = [center - 0.44 * step, center + 0.44 * step];
      return [
        { center, x1, x2, mean, low: mean - deviation, high: mean + deviation, color: color(names.indexOf(name)) },
      ];
    }),
  );
  if (bars.length === 0) throw new RangeError('a bar chart needs at least one bar with finite values');
  const levels = references.map(({ value }) => value);
  checkFinite(levels, 'references');
  const slot = Math.max(names.length * 26, 70, ...groups.map(({ name }) => textWidth(name, 12) + 16));
  const panel = await drawPanel({
    width: Math.max(420, 84 + slot * groups.length),
    height: 320,
    draw: (Plot) => ({
      marginLeft: 64,
      marginRight: 16,
      marginTop: 12,
      marginBottom: 36,
      x: { type: 'linear', domain: [-0.5, groups.length - 0.5] },
      y: { nice: true, zero: true },
      color: { type: 'identity' },
      marks: [
        Plot.gridY({ stroke: style.grid, strokeOpacity: 1 }),
        Plot.axisY({ ...axis, label: yLabel }),
        Plot.axisX({
          ...axis,
          ticks: groups.map((_, i) => i),
          tickFormat: (i: number) => groups[i].name,
          tickSize: 0,
          label: null,
        }),
        Plot.rect(bars, { x1: 'x1', x2: 'x2', y1: 0, y2: 'mean', fill: 'color' }),
        Plot.ruleX(bars, { x: 'center', y1: 'low', y2: 'high', stroke: style.ink, strokeWidth: 1.2 }),
        Plot.ruleY([0], { stroke: style.muted }),
        ...(levels.length === 0 ? [] : [Plot.ruleY(levels, { stroke: style.ink, strokeDasharray: '4,3' })]),
      ],
    }),
  });
  const legend = [
    ...names.map((name, i) => ({ label: name, color: color(i), mark: 'square' as const })),
    ...references.map(({ label }) => ({ label, color: style.ink, mark: 'dashed' as const })),
  ];
  return compose({ ...request, legend, panels: [panel], columns: 1 });
}
