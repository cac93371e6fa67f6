import { compose, type FigureText } from './compose';
import { axisOf, quantile, type AxisScale } from './numbers';
import { axis, drawPanel } from './plot';
import { shortNumber } from '../progress/line';
import { color, style } from './style';

/** One method's curve. */
export interface CurveSeries {
  readonly name: string;
  /** The places, ascending. */
  readonly x: readonly number[];
  /** For each seed the values at these places. Values that are not finite, or not positive on a log axis, are gaps. */
  readonly y: readonly (readonly number[])[];
}

/** What {@link curves} draws. */
export interface CurvesRequest extends FigureText {
  readonly series: readonly CurveSeries[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xScale?: AxisScale;
  readonly yScale?: AxisScale;
  /** Marks every place of a series with a dot: for places that are few and far apart. */
  readonly dots?: boolean;
}

interface Point {
  readonly name: string;
  readonly x: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * Curves of several methods: a line through the median over seeds, and a band from the lowest to the highest seed.
 *
 * @returns an SVG document; equal input gives equal text
 * @throws RangeError when there is nothing to draw, or a seed has another number of values than there are places
 * @example
 * ```ts
 * import { curves } from '@bcl/lab';
 * const series = [{ name: 'EM', x: [1, 2, 3], y: [[3, 2, 1], [4, 2, 2]] }];
 * const svg = await curves({ title: 'KL while fitting', xLabel: 'iteration', yLabel: 'KL (nats)', series });
 * svg.includes('KL while fitting'); // => true
 * ```
 */
export async function curves(request: CurvesRequest): Promise<string> {
  const { series, xLabel, yLabel, xScale = 'linear', yScale = 'linear', dots = false } = request;
  const points = series.flatMap((one) => overSeeds(one, xScale, yScale));
  if (points.length === 0) throw new RangeError('curves need at least one value that the axes can show');
  const colors = { domain: series.map(({ name }) => name), range: series.map((_, i) => color(i)) };
  const vertical = axisOf(
    points.flatMap(({ low, high }) => [low, high]),
    yScale,
  );
  const across = axisOf(
    points.map(({ x }) => x),
    xScale,
  );
  const format = (scale: AxisScale) => (scale === 'log' ? { tickFormat: shortNumber } : {});
  const panel = await drawPanel({
    width: 640,
    height: 360,
    draw: (Plot) => ({
      marginLeft: 76,
      marginRight: 20,
      marginTop: 12,
      marginBottom: 44,
      x: { type: xScale, ...(xScale === 'log' ? { domain: across.domain } : {}) },
      y: { type: yScale, domain: vertical.domain },
      color: { type: 'ordinal', ...colors },
      marks: [
        Plot.gridY({ stroke: style.grid, strokeOpacity: 1, ticks: vertical.ticks }),
        Plot.axisX({ ...axis, label: xLabel, ticks: across.ticks, ...format(xScale) }),
        Plot.axisY({ ...axis, label: yLabel, ticks: vertical.ticks, ...format(yScale) }),
        Plot.areaY(points, { x: 'x', y1: 'low', y2: 'high', fill: 'name', fillOpacity: 0.18 }),
        Plot.lineY(points, { x: 'x', y: 'median', stroke: 'name', strokeWidth: 2 }),
        ...(dots ? [Plot.dot(points, { x: 'x', y: 'median', fill: 'name', r: 3.5 })] : []),
      ],
    }),
  });
  const legend = series.map(({ name }, i) => ({ label: name, color: color(i), mark: 'line' as const }));
  return compose({ ...request, legend, panels: [panel], columns: 1 });
}

function overSeeds({ name, x, y }: CurveSeries, xScale: AxisScale, yScale: AxisScale): Point[] {
  y.forEach((values, seed) => {
    if (values.length !== x.length) {
      throw new RangeError(`series ${name} has ${values.length} values for seed ${seed} and ${x.length} places`);
    }
  });
  const fits = (value: number, scale: AxisScale) => Number.isFinite(value) && (scale === 'linear' || value > 0);
  return x.flatMap((place, i) => {
    const values = y.map((seed) => seed[i]).filter((value) => fits(value, yScale));
    if (values.length === 0 || !fits(place, xScale)) return [];
    values.sort((a, b) => a - b);
    return [{ name, x: place, low: values[0], median: quantile(values, 0.5), high: values[values.length - 1] }];
  });
}
