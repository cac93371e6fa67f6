import { compose, type FigureText, type LegendEntry } from './compose';
import { paddedExtent, thinned } from './numbers';
import { axis, drawPanel } from './plot';
import { color, style, symbol } from './style';

/** What {@link pairPlot} draws. */
export interface PairPlotRequest extends FigureText {
  /** The names of the features to draw, two to five. */
  readonly features: readonly string[];
  /** Flat row-major N × `features.length`; rows with a gap (NaN) in a panel's two features are left out of it. */
  readonly rows: ArrayLike<number>;
  /** N cluster numbers from 0: the colour. */
  readonly clusters: ArrayLike<number>;
  /** N class numbers from 0, and their names: the shape. */
  readonly classes?: ArrayLike<number>;
  readonly classNames?: readonly string[];
  /** N × `features.length`, 1 where the value was filled in: such points get a ring. */
  readonly filled?: ArrayLike<number>;
  /** The names of the clusters; 'cluster 1' and so on by default. */
  readonly clusterNames?: readonly string[];
}

const most = 1500;
const side = 190;

/**
 * The clusters of a table, pair of features by pair of features: colour for the cluster, shape for the class, a ring
 * around points with a filled-in coordinate.
 *
 * @returns an SVG document; equal input gives equal text
 * @throws RangeError when shapes do not fit or there are less than two or more than five features
 * @example
 * ```ts
 * import { pairPlot } from '@bcl/lab';
 * const rows = [1, 2, 3, 4, 5, NaN];
 * const svg = await pairPlot({ title: 'Clusters', features: ['width', 'length'], rows, clusters: [0, 1, 1] });
 * svg.includes('cluster 2'); // => true
 * ```
 */
export async function pairPlot(request: PairPlotRequest): Promise<string> {
  const { features, rows, clusters, classes, filled } = request;
  const d = features.length;
  const n = clusters.length;
  checkShapes(request);
  const kept = thinned(n, most);
  const extents = features.map((_, f) => paddedExtent(finite(kept.map((i) => rows[i * d + f]))));
  const panels = await Promise.all(
    Array.from({ length: (d - 1) * (d - 1) }, (_, at) => {
      const [down, across] = [Math.floor(at / (d - 1)) + 1, at % (d - 1)];
      if (across >= down) return Promise.resolve(undefined);
      const points = kept
        .map((i) => ({
          x: rows[i * d + across],
          y: rows[i * d + down],
          color: color(clusters[i]),
          symbol: symbol(classes?.[i] ?? 0),
          filled: filled !== undefined && (filled[i * d + across] === 1 || filled[i * d + down] === 1),
        }))
        .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
      const [left, bottom] = [across === 0, down === d - 1];
      return drawPanel({
        width: side + (left ? 70 : 14),
        height: side + (bottom ? 46 : 14),
        draw: (Plot) => ({
          marginLeft: left ? 64 : 8,
          marginRight: 6,
          marginTop: 6,
          marginBottom: bottom ? 40 : 8,
          x: { domain: extents[across], axis: null },
          y: { domain: extents[down], axis: null },
          color: { type: 'identity' },
          symbol: { type: 'identity' },
          marks: [
            Plot.frame({ stroke: style.grid }),
            Plot.gridX({ stroke: style.grid, strokeOpacity: 0.6, ticks: 4 }),
            Plot.gridY({ stroke: style.grid, strokeOpacity: 0.6, ticks: 4 }),
            ...(bottom ? [Plot.axisX({ ...axis, ticks: 4, label: features[across] })] : []),
            ...(left ? [Plot.axisY({ ...axis, ticks: 4, label: features[down] })] : []),
            Plot.dot(points, { x: 'x', y: 'y', fill: 'color', symbol: 'symbol', r: 3, fillOpacity: 0.75 }),
            Plot.dot(points.filter((point) => point.filled), { x: 'x', y: 'y', r: 6.5, stroke: style.ink, strokeWidth: 1.4 }), // prettier-ignore
          ],
        }),
      });
    }),
  );
  return compose({ ...request, legend: legend(request), panels, columns: d - 1 });
}

function legend({ clusters, clusterNames, classes, classNames, filled }: PairPlotRequest): LegendEntry[] {
  const numbers = (labels: ArrayLike<number>) => [...new Set(Array.from(labels))].sort((a, b) => a - b);
  const entries: LegendEntry[] = numbers(clusters).map((k) => ({
    label: clusterNames?.[k] ?? `cluster ${k + 1}`,
    color: color(k),
    mark: classes === undefined ? symbol(0) : 'square',
  }));
  for (const c of classes === undefined ? [] : numbers(classes)) {
    entries.push({ label: classNames?.[c] ?? `class ${c + 1}`, color: style.muted, mark: symbol(c) });
  }
  if (filled !== undefined) entries.push({ label: 'a coordinate was filled in', color: style.ink, mark: 'ring' });
  return entries;
}

function finite(values: readonly number[]): number[] {
  return values.filter(Number.isFinite);
}

function checkShapes({ features, rows, clusters, classes, filled }: PairPlotRequest): void {
  const d = features.length;
  const n = clusters.length;
  if (d < 2 || d > 5) throw new RangeError(`there are ${d} features: a pair plot takes two to five`);
  if (n === 0) throw new RangeError('there are no rows to draw');
  if (rows.length !== n * d)
    throw new RangeError(`rows has ${rows.length} numbers: ${n} clusters x ${d} features need ${n * d}`);
  if (classes !== undefined && classes.length !== n)
    throw new RangeError(`there are ${classes.length} classes for ${n} rows`);
  if (filled !== undefined && filled.length !== n * d)
    throw new RangeError(`filled has ${filled.length} entries: it needs ${n * d}`);
  for (const [name, labels] of Object.entries({ clusters, classes: classes ?? [] })) {
    const bad = Array.from(labels).find((label) => !Number.isInteger(label) || label < 0);
    if (bad !== undefined) throw new RangeError(`${name} holds ${bad}: number them from 0`);
  }
}
