import { compose, type FigureText } from './compose';
import { ellipse } from './ellipse';
import { checkFinite, paddedExtent, thinned } from './numbers';
import { axis, drawPanel } from './plot';
import { style } from './style';

/** A fitted 2-D mixture. */
export interface MixturePanel {
  /** The method. */
  readonly name: string;
  /** A remark beside the name, its score say. */
  readonly note?: string;
  /** K weights. */
  readonly weights: ArrayLike<number>;
  /** Flat K × 2. */
  readonly means: ArrayLike<number>;
  /** Flat K × 2 × 2. */
  readonly covariances: ArrayLike<number>;
}

/** What {@link mixtureContours} draws. */
export interface MixtureContoursRequest extends FigureText {
  readonly panels: readonly MixturePanel[];
  /** The data, flat N × 2; about a thousand of them are drawn. */
  readonly points: ArrayLike<number>;
  /** Flat M × 2: drawn as crosses. */
  readonly trueMeans?: ArrayLike<number>;
  readonly xLabel?: string;
  readonly yLabel?: string;
}

const most = 1000;
const side = 260;
const fitted = '#0072b2';

/**
 * Fitted 2-D mixtures side by side: the data, each component's ellipses at one and two standard deviations (fainter for
 * smaller weights), and the true means as crosses. All panels share their axes.
 *
 * @returns an SVG document; equal input gives equal text
 * @throws RangeError when shapes do not fit, a number is not finite, or a covariance is not positive semi-definite
 * @example
 * ```ts
 * import { mixtureContours } from '@bcl/lab';
 * const panel = { name: 'EM', weights: [1], means: [0, 0], covariances: [1, 0, 0, 1] };
 * const svg = await mixtureContours({ title: 'Fits', points: [0, 1, 1, 0], panels: [panel] });
 * svg.includes('EM'); // => true
 * ```
 */
export async function mixtureContours(request: MixtureContoursRequest): Promise<string> {
  const { panels, points, trueMeans = [], xLabel = 'x₁', yLabel = 'x₂' } = request;
  if (panels.length === 0) throw new RangeError('there is no mixture to draw');
  checkFinite(points, 'points');
  checkFinite(trueMeans, 'trueMeans');
  const dots = pairs(points, thinned(points.length / 2, most));
  const crosses = pairs(trueMeans, thinned(trueMeans.length / 2, Infinity));
  const columns = Math.min(3, panels.length === 4 ? 2 : panels.length);
  const seen = [...pairs(points, thinned(points.length / 2, Infinity)), ...crosses];
  const xDomain = paddedExtent(seen.map(([x]) => x));
  const yDomain = paddedExtent(seen.map(([, y]) => y));
  const drawn = await Promise.all(
    panels.map((mixture, p) => {
      const outlines = contours(mixture);
      const [left, bottom] = [p % columns === 0, p + columns >= panels.length];
      return drawPanel({
        width: side + 60,
        height: side + 50,
        heading: mixture.note === undefined ? mixture.name : `${mixture.name} – ${mixture.note}`,
        draw: (Plot) => ({
          marginLeft: 48,
          marginRight: 12,
          marginTop: 6,
          marginBottom: 44,
          x: { domain: xDomain },
          y: { domain: yDomain },
          marks: [
            Plot.frame({ stroke: style.grid }),
            Plot.axisX({ ...axis, ticks: 5, label: bottom ? xLabel : null }),
            Plot.axisY({ ...axis, ticks: 5, label: left ? yLabel : null }),
            Plot.dot(dots, { x: '0', y: '1', r: 1.1, fill: '#8c959f', fillOpacity: 0.55, clip: true }),
            Plot.line(outlines, { x: 'x', y: 'y', z: 'outline', curve: 'linear-closed', stroke: fitted, strokeWidth: 1.4, strokeOpacity: 'opacity', clip: true }), // prettier-ignore
            Plot.dot(crosses, {
              x: '0',
              y: '1',
              symbol: 'times',
              r: 3.5,
              stroke: '#d55e00',
              strokeWidth: 1.6,
              clip: true,
            }),
          ],
          opacity: { type: 'identity' },
        }),
      });
    }),
  );
  return compose({
    ...request,
    legend: [
      { label: 'component, 1 and 2 standard deviations', color: fitted, mark: 'ring' },
      ...(crosses.length > 0 ? [{ label: 'true mean', color: '#d55e00', mark: 'cross' as const }] : []),
      { label: 'data', color: '#8c959f', mark: 'circle' },
    ],
    panels: drawn,
    columns,
  });
}

function contours({ name, weights, means, covariances }: MixturePanel) {
  const k = weights.length;
  if (k === 0 || means.length !== 2 * k || covariances.length !== 4 * k) {
    throw new RangeError(
      `${name} has ${k} weights, ${means.length} numbers in means and ${covariances.length} in covariances: K, 2 K and 4 K belong together`,
    );
  }
  checkFinite(weights, `weights of ${name}`);
  checkFinite(means, `means of ${name}`);
  checkFinite(covariances, `covariances of ${name}`);
  const heaviest = Math.max(...Array.from(weights));
  return Array.from({ length: 2 * k }, (_, i) => {
    const c = Math.floor(i / 2);
    const opacity = Math.round(100 * (0.25 + 0.75 * (weights[c] / heaviest)) * (i % 2 === 0 ? 1 : 0.6)) / 100;
    const curve = ellipse(
      [means[2 * c], means[2 * c + 1]],
      Array.from({ length: 4 }, (__, j) => covariances[4 * c + j]),
      1 + (i % 2),
    );
    return curve.map(([x, y]) => ({ x, y, outline: i, opacity }));
  }).flat();
}

function pairs(flat: ArrayLike<number>, indices: readonly number[]): [number, number][] {
  if (flat.length % 2 !== 0) throw new RangeError(`a flat array of points has ${flat.length} numbers: two a point`);
  return indices.map((i) => [flat[2 * i], flat[2 * i + 1]]);
}
