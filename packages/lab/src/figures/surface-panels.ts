import { colorBar, position, roundValues, type ColorScale } from './color-bar';
import { compose, type FigureText, type LegendEntry } from './compose';
import { checkFinite } from './numbers';
import { axis, drawPanel, viridis } from './plot';
import { rasterUrl } from './raster';
import { style, type SymbolName } from './style';
import { markerMarks, pathMarks } from './surface-marks';
import { checkSurfaces } from './surface-shapes';

/** A kind of point drawn on surfaces. */
export interface SurfaceMarker {
  /** What it marks, for the legend. */
  readonly label: string;
  readonly mark: SymbolName | 'cross';
  /** The colour; chosen by the place in the list when left out. */
  readonly color?: string;
}

/** A kind of line drawn on surfaces. */
export interface SurfacePath {
  /** What it follows, for the legend. */
  readonly label: string;
  readonly color?: string;
}

/** One surface. */
export interface SurfacePanel {
  readonly heading: string;
  /** Flat row-major, a row for each y and in it a value for each x. */
  readonly z: ArrayLike<number>;
  /** For each kind of marker, by its place in the request's list, flat points M × 2. */
  readonly markers?: readonly ArrayLike<number>[];
  /** For each kind of path, by its place in the request's list, any number of lines, each flat M × 2. */
  readonly paths?: readonly (readonly ArrayLike<number>[])[];
}

/** What {@link surfacePanels} draws. */
export interface SurfacePanelsRequest extends FigureText {
  /** The grid: at least two values each, ascending and evenly spaced. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly panels: readonly SurfacePanel[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** What the values are, with their unit: stands at the colour bar. */
  readonly valueLabel: string;
  /** Colours follow the value's share of the range to this power, in (0, 1]; 1 by default. */
  readonly exponent?: number;
  /** The value of the first colour: smaller values are clipped to it. By default the smallest of all. */
  readonly minimum?: number;
  /** The value of the last colour: larger values are clipped to it. By default the largest of all. */
  readonly maximum?: number;
  readonly markers?: readonly SurfaceMarker[];
  readonly paths?: readonly SurfacePath[];
  /** Panels in a row; at most 4 by default. */
  readonly columns?: number;
}

const shades = 256;
const markerColors = ['#ffffff', '#ff4f1f', '#ffd166', '#f7a6d3'];
const pathColors = ['#ffffff', '#f7a6d3', '#ffd166', '#9be7ff'];

/**
 * Surfaces over one grid side by side, as filled contours with one colour scale: a loss over two parameters for several
 * tasks, say. Thin lines run at the values that the colour bar names. Markers (optima) and paths (descents) lie on top.
 *
 * @returns an SVG document; equal input gives equal text
 * @throws RangeError when shapes do not fit, a grid is not evenly spaced, a number is not finite, or a range is empty
 * @example
 * ```ts
 * import { surfacePanels } from '@bcl/lab';
 * const labels = { title: 'A bowl', xLabel: 'a', yLabel: 'b', valueLabel: 'loss' };
 * const bowl = { heading: 'a² + b²', z: [2, 1, 2, 1, 0, 1, 2, 1, 2], markers: [[0, 0]] };
 * const markers = [{ label: 'global optimum', mark: 'star' as const }];
 * const svg = await surfacePanels({ ...labels, x: [-1, 0, 1], y: [-1, 0, 1], panels: [bowl], markers });
 * svg.includes('global optimum'); // => true
 * ```
 */
export async function surfacePanels(request: SurfacePanelsRequest): Promise<string> {
  checkSurfaces(request);
  const { panels, x, y, exponent = 1, xLabel, yLabel, valueLabel } = request;
  const [low, high] = extent(panels.flatMap(({ z }) => extent(z)));
  const minimum = request.minimum ?? low;
  const maximum = request.maximum ?? (high > minimum ? high : minimum + 1);
  checkFinite([minimum, maximum], 'the range of colours');
  if (!(minimum < maximum)) throw new RangeError(`the colours go from ${minimum} to ${maximum}: an empty range`);
  const scale: ColorScale = { minimum, maximum, exponent, colors: await viridis(shades) };
  const columns = Math.min(request.columns ?? 4, panels.length);
  const side = columns <= 2 ? 290 : columns <= 4 ? 205 : 160;
  const ticks = roundValues(scale, 0.085);
  const markers = (request.markers ?? []).map((kind, i) => ({ ...kind, color: kind.color ?? at(markerColors, i) }));
  const paths = (request.paths ?? []).map((kind, i) => ({ ...kind, color: kind.color ?? at(pathColors, i) }));
  const [xs, ys] = [domain(x), domain(y)];
  const isovalues = ticks.map((value) => position(scale, value)).filter((share) => share > 0 && share < 1);

  const drawn = await Promise.all(
    panels.map(async (panel, p) => {
      const [left, bottom] = [p % columns === 0, p + columns >= panels.length];
      const margins = { marginLeft: left ? 50 : 8, marginRight: 6, marginTop: 5, marginBottom: bottom ? 42 : 6 };
      const shares = Array.from(panel.z, (value) => position(scale, value));
      const drawing = await drawPanel({
        width: side + margins.marginLeft + margins.marginRight,
        height: side + margins.marginTop + margins.marginBottom,
        heading: panel.heading,
        headingAt: margins.marginLeft + side / 2,
        draw: (Plot) => ({
          ...margins,
          x: { domain: xs, axis: null },
          y: { domain: ys, axis: null },
          marks: [
            Plot.image(
              [{ x: (xs[0] + xs[1]) / 2, y: (ys[0] + ys[1]) / 2, src: picture(shares, x.length, scale.colors) }],
              {
                x: 'x',
                y: 'y',
                src: 'src',
                // The outermost values are centres of cells that reach half a step out of the frame.
                width: (side * x.length) / (x.length - 1),
                height: (side * y.length) / (y.length - 1),
                preserveAspectRatio: 'none',
                clip: true,
              },
            ),
            Plot.contour(shares, {
              ...edges(x, y),
              value: (share: number) => share,
              thresholds: isovalues,
              stroke: '#ffffff',
              strokeOpacity: 0.5,
              strokeWidth: 0.8,
              clip: true,
            }),
            ...pathMarks(Plot, paths, panel.paths ?? []),
            ...markerMarks(Plot, markers, panel.markers ?? []),
            Plot.frame({ stroke: style.muted }),
            ...(bottom ? [Plot.axisX({ ...axis, ticks: 5, label: xLabel })] : []),
            ...(left ? [Plot.axisY({ ...axis, ticks: 5, label: yLabel })] : []),
          ],
        }),
      });
      return { ...drawing, content: shortened(drawing.content) };
    }),
  );
  const rows = Math.ceil(panels.length / columns);
  // From the frame of the first row to that of the second, where there is one.
  const length = rows === 1 ? side : 2 * side + 42;
  const clipped = high > maximum;
  return compose({
    ...request,
    legend: [...markers.map(legendEntry), ...paths.map((kind) => legendEntry({ ...kind, mark: 'line' }))],
    panels: drawn,
    columns,
    aside: colorBar({ scale, ticks, label: valueLabel, length, clipped }),
  });
}

/** Light colours need an outline on the legend's white ground. */
function legendEntry({ label, mark, color }: LegendEntry): LegendEntry {
  return { label, mark, color, outline: style.ink };
}

/** Smallest and largest of finite numbers. */
function extent(values: ArrayLike<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return [low, high];
}

/** Rows from the top, as pictures are stored. */
function picture(shares: readonly number[], width: number, colors: readonly string[]): string {
  const height = shares.length / width;
  const pixels = Uint8Array.from(shares, (_, i) => {
    const row = height - 1 - Math.floor(i / width);
    return Math.round(shares[row * width + (i % width)] * (colors.length - 1));
  });
  return rasterUrl(width, pixels, colors);
}

/**
 * Contours are by far the longest text of a figure. A tenth of a pixel is enough for them, and so are the ends of the straight lines
 * along the frame.
 */
function shortened(content: string): string {
  return content.replace(/(?<= d=")[^"]{200,}/g, (path) =>
    path
      .replace(/-?\d+\.\d+/g, (digits) => String(Math.round(Number(digits) * 10) / 10))
      .replace(/(?<=[ML](-?[\d.]+),[-\d.]+)(?:L\1,[-\d.]+)+(?=L\1,)/g, '')
      .replace(/(?<=[ML][-\d.]+,(-?[\d.]+))(?:L[-\d.]+,\1(?=L))+(?=L[-\d.]+,\1[LZ])/g, ''),
  );
}

function domain(values: ArrayLike<number>): [number, number] {
  return [values[0], values[values.length - 1]];
}

/** The grid as Plot takes it: its size, and the outer edges of the cells whose centres are the grid's values. */
function edges(x: ArrayLike<number>, y: ArrayLike<number>) {
  const [width, height] = [x.length, y.length];
  const halfX = (x[width - 1] - x[0]) / (width - 1) / 2;
  const halfY = (y[height - 1] - y[0]) / (height - 1) / 2;
  const [x1, x2, y1, y2] = [x[0] - halfX, x[width - 1] + halfX, y[0] - halfY, y[height - 1] + halfY];
  return { width, height, x1, x2, y1, y2 };
}

function at<A>(list: readonly A[], i: number): A {
  return list[i % list.length];
}
