import { compose, type FigureText } from './compose';
import { axisOf, checkFinite, quantile, type AxisScale } from './numbers';
import { axis, drawPanel } from './plot';
import { shortNumber } from '../progress/line';
import { color, style } from './style';
import { textWidth } from './svg';

/** What {@link boxPlot} draws. */
export interface BoxPlotRequest extends FigureText {
  /** The values of each method, one per seed. Values that are not finite are left out and counted below the name. */
  readonly groups: readonly { readonly name: string; readonly values: readonly number[] }[];
  /** The axis label, with the unit. */
  readonly yLabel: string;
  readonly yScale?: AxisScale;
  /** A dashed line to compare with. */
  readonly reference?: { readonly value: number; readonly label: string };
}

/**
 * A box plot: for each method the median, the quartiles, whiskers to the most extreme value within 1.5 interquartile
 * ranges, and every single value as a dot.
 *
 * @returns an SVG document; equal input gives equal text
 * @throws RangeError when there is nothing to draw, or a log axis is asked for values that are not positive
 * @example
 * ```ts
 * import { boxPlot } from '@bcl/lab';
 * const groups = [{ name: 'EM', values: [0.2, 0.3, 0.25] }];
 * const svg = await boxPlot({ title: 'Test KL', yLabel: 'KL (nats)', groups });
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'); // => true
 * ```
 */
export async function boxPlot(request: BoxPlotRequest): Promise<string> {
  const { groups, yLabel, yScale = 'linear', reference } = request;
  const shown = groups.map(({ values }) => values.filter(Number.isFinite).sort((a, b) => a - b));
  if (shown.every((values) => values.length === 0)) throw new RangeError('a box plot needs at least one finite value');
  if (yScale === 'log' && shown.flat().some((value) => value <= 0)) {
    throw new RangeError('a log axis needs positive values: use a linear one');
  }
  if (reference !== undefined) checkFinite([reference.value], 'reference.value');
  const boxes = shown.flatMap((values, i) => (values.length === 0 ? [] : [{ i, ...box(values) }]));
  const dots = groups.flatMap(({ values }, i) =>
    values.flatMap((value, k) => (Number.isFinite(value) ? [{ x: i + jitter(k, values.length), value, i }] : [])),
  );
  const names = groups.map(({ name, values }, i) => {
    const missing = values.length - shown[i].length;
    return missing === 0 ? name : `${name}\n(${missing} not finite)`;
  });
  const slot = Math.max(96, ...names.map((name) => textWidth(name.split('\n')[0], 12) + 20));
  const vertical = axisOf([...shown.flat(), ...(reference === undefined ? [] : [reference.value])], yScale);
  const panel = await drawPanel({
    width: Math.max(420, 80 + slot * groups.length),
    height: 330,
    draw: (Plot) => ({
      marginLeft: 64,
      marginRight: 16,
      marginTop: 12,
      marginBottom: names.some((name) => name.includes('\n')) ? 42 : 28,
      x: { type: 'linear', domain: [-0.5, groups.length - 0.5] },
      y: { type: yScale, domain: vertical.domain },
      marks: [
        Plot.gridY({ stroke: style.grid, strokeOpacity: 1, ticks: vertical.ticks }),
        Plot.axisY({
          ...axis,
          label: yLabel,
          ticks: vertical.ticks,
          ...(yScale === 'log' ? { tickFormat: shortNumber } : {}),
        }),
        Plot.axisX({
          ...axis,
          ticks: groups.map((_, i) => i),
          tickFormat: (i: number) => names[i],
          tickSize: 0,
          label: null,
        }),
        ...(reference === undefined
          ? []
          : [Plot.ruleY([reference.value], { stroke: style.ink, strokeDasharray: '4,3' })]),
        Plot.ruleX(boxes, { x: 'i', y1: 'low', y2: 'high', stroke: style.muted }),
        Plot.rect(boxes, { x1: (b: { i: number }) => b.i - 0.28, x2: (b: { i: number }) => b.i + 0.28, y1: 'q1', y2: 'q3', fill: (b: { i: number }) => mix(color(b.i)), stroke: (b: { i: number }) => color(b.i), strokeWidth: 1.5, rx: 2 }), // prettier-ignore
        Plot.ruleY(boxes, { y: 'median', x1: (b: { i: number }) => b.i - 0.28, x2: (b: { i: number }) => b.i + 0.28, stroke: style.ink, strokeWidth: 2 }), // prettier-ignore
        Plot.dot(dots, { x: 'x', y: 'value', r: 3, fill: (d: { i: number }) => color(d.i), stroke: 'white', strokeWidth: 0.8 }), // prettier-ignore
      ],
      color: { type: 'identity' },
    }),
  });
  const legend = reference === undefined ? [] : [{ label: reference.label, color: style.ink, mark: 'dashed' as const }];
  return compose({ ...request, legend, panels: [panel], columns: 1 });
}

/** The five figures of a box. */
function box(sorted: readonly number[]) {
  const [q1, median, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
  const reach = 1.5 * (q3 - q1);
  const inside = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach);
  return { q1, median, q3, low: inside[0], high: inside[inside.length - 1] };
}

/** Spreads the k-th of n dots sideways, without chance. */
function jitter(k: number, n: number): number {
  return n < 2 ? 0 : ((k * 0.618033988749895) % 1) * 0.32 - 0.16;
}

/** A pale version of a colour, on white. */
function mix(hex: string): string {
  const channels = [1, 3, 5].map((at) => Math.round(255 - (255 - parseInt(hex.slice(at, at + 2), 16)) * 0.22));
  return `rgb(${channels.join(',')})`;
}
