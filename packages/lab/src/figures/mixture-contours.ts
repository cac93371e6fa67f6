import { compose, type FigureText } from './compose';
import { ellipse } from './ellipse';
import { checkMixture, fitted, mixtureLegend, mixtureView, type MixtureShape } from './mixture-view';
import { axis, drawPanel } from './plot';
import { style } from './style';

/** A fitted 2-D mixture. */
export interface MixturePanel extends MixtureShape {
  /** The method, or the moment. */
  readonly name: string;
  /** A remark beside the name, its score say. */
  readonly note?: string;
}

/** What {@link mixtureContours} draws. */
export interface MixtureContoursRequest extends FigureText {
  readonly panels: readonly MixturePanel[];
  /** The data, flat N × 2; about a thousand of them are drawn. */
  readonly points?: ArrayLike<number>;
  /** Flat M × 2: drawn as crosses. */
  readonly trueMeans?: ArrayLike<number>;
  readonly xLabel?: string;
  readonly yLabel?: string;
}

const side = 260;

/**
 * Fitted 2-D mixtures side by side: the data, each component's ellipses at one and two standard deviations (fainter for
 * smaller weights), and the true means as crosses. All panels share their axes. They show several methods, or one at
 * several moments.
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
  const { panels, xLabel = 'x₁', yLabel = 'x₂' } = request;
  for (const mixture of panels) checkMixture(mixture.name, mixture);
  const view = mixtureView(request, panels, 1000);
  const columns = Math.min(3, panels.length === 4 ? 2 : panels.length);
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
          x: { domain: view.x },
          y: { domain: view.y },
          marks: [
            Plot.frame({ stroke: style.grid }),
            Plot.axisX({ ...axis, ticks: 5, label: bottom ? xLabel : null }),
            Plot.axisY({ ...axis, ticks: 5, label: left ? yLabel : null }),
            ...view.marks(Plot, [
              Plot.line(outlines, { x: 'x', y: 'y', z: 'outline', curve: 'linear-closed', stroke: fitted, strokeWidth: 1.4, strokeOpacity: 'opacity', clip: true }), // prettier-ignore
            ]),
          ],
          opacity: { type: 'identity' },
        }),
      });
    }),
  );
  return compose({ ...request, legend: mixtureLegend(view), panels: drawn, columns });
}

/** For each component its ellipses at one and at two standard deviations. */
function contours({ weights, means, covariances }: MixtureShape) {
  const heaviest = Math.max(...Array.from(weights));
  return Array.from({ length: 2 * weights.length }, (_, i) => {
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
