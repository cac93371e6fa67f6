import { compose, type FigureText } from './compose';
import { checkMixture, fitted, mixtureLegend, mixtureView, type MixtureShape } from './mixture-view';
import { keyframes, labelWindow, moments, bends } from './motion';
import { axis, drawPanel, type Panel } from './plot';
import { style } from './style';
import { pixel } from './svg';

/** A 2-D mixture at one moment. */
export interface MixtureFrame extends MixtureShape {
  /** The moment, in words: it is shown in the panel. */
  readonly label: string;
}

/** A mixture on its way. */
export interface MovingMixture {
  /** The method. */
  readonly name: string;
  /** At least one frame; all have the same number of components, which keep their places. */
  readonly frames: readonly MixtureFrame[];
}

/** What {@link mixtureAnimation} draws. */
export interface MixtureAnimationRequest extends FigureText {
  readonly panels: readonly MovingMixture[];
  /** Samples of the target, flat N × 2; some hundred of them are drawn. */
  readonly points?: ArrayLike<number>;
  /** Flat M × 2: drawn as crosses. */
  readonly trueMeans?: ArrayLike<number>;
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Length of the loop; by default 0.12 s a frame, and from 6 to 20 s. */
  readonly seconds?: number;
}

const side = 300;
const margins = { marginLeft: 48, marginRight: 12, marginTop: 24, marginBottom: 44 };
const tolerance = 0.2; // pixels

/**
 * 2-D mixtures in motion, side by side: each component's ellipses at one and two standard deviations move from frame to frame,
 * over samples of the target and its true means. The animation is CSS without scripts: it plays in an `<img>` too, in a loop that
 * rests on the last frame. Where it cannot play, and for readers who prefer reduced motion, the last frame stands still.
 *
 * @returns an SVG document; equal input gives equal text
 * @throws RangeError when shapes do not fit, a number is not finite, or a covariance is not positive semi-definite
 * @example
 * ```ts
 * import { mixtureAnimation } from '@bcl/lab';
 * const at = (x: number) => ({ label: `x = ${x}`, weights: [1], means: [x, 0], covariances: [1, 0, 0, 1] });
 * const panels = [{ name: 'descent', frames: [at(3), at(1), at(0)] }];
 * const svg = await mixtureAnimation({ title: 'On the way', panels, trueMeans: [0, 0] });
 * svg.includes('@keyframes'); // => true
 * ```
 */
export async function mixtureAnimation(request: MixtureAnimationRequest): Promise<string> {
  const { panels, xLabel = 'x₁', yLabel = 'x₂' } = request;
  panels.forEach(checkFrames);
  const longest = Math.max(...panels.map(({ frames }) => frames.length));
  const seconds = request.seconds ?? Math.min(20, Math.max(6, 0.12 * longest));
  if (!(seconds > 0 && seconds < Infinity)) throw new RangeError(`seconds is ${seconds}: a loop takes some time`);
  const view = mixtureView(
    request,
    panels.flatMap(({ frames }) => frames),
    400,
  );
  const columns = Math.min(3, panels.length);
  const drawn = await Promise.all(
    panels.map(async (panel, p): Promise<Panel> => {
      const ground = await drawPanel({
        width: side + margins.marginLeft + margins.marginRight,
        height: side + margins.marginTop + margins.marginBottom,
        heading: panel.name,
        headingAt: margins.marginLeft + side / 2,
        draw: (Plot) => ({
          ...margins,
          x: { domain: view.x },
          y: { domain: view.y },
          marks: [
            Plot.frame({ stroke: style.grid }),
            Plot.axisX({ ...axis, ticks: 5, label: xLabel }),
            Plot.axisY({ ...axis, ticks: 5, label: p % columns === 0 ? yLabel : null }),
            ...view.marks(Plot),
          ],
        }),
      });
      return { ...ground, content: ground.content + moving(panel, p, view) };
    }),
  );
  const common = `.motion{transform-origin:0 0;animation:linear ${seconds}s infinite}.motion circle{fill:none;stroke:${fitted};vector-effect:non-scaling-stroke}@media (prefers-reduced-motion:reduce){.motion{animation:none!important}}`;
  const [first] = drawn;
  const styled = { ...first, content: `<style>${common}</style>${first.content}` };
  const legend = mixtureLegend(view);
  return compose({ ...request, legend, panels: [styled, ...drawn.slice(1)], columns });
}

/** The ellipses of a panel and its label, with the rules that move them. */
function moving(
  { frames }: MovingMixture,
  p: number,
  view: { readonly x: readonly number[]; readonly y: readonly number[] },
): string {
  const times = moments(frames.length);
  const heaviest = frames.map(({ weights }) => Math.max(...Array.from(weights)));
  const css: string[] = [];
  const shapes = Array.from(frames[0].weights, (_, k) => {
    const name = `motion-${p}-${k}`;
    const rows = frames.map((frame, i) => {
      const opacity = 0.25 + 0.75 * (frame.weights[k] / heaviest[i]);
      return [...unitCircle(frame, k, view), side * opacity];
    });
    const fades = rows.some((row) => Math.abs(row[5] - rows[0][5]) > tolerance);
    const declare = (row: readonly number[]) => {
      const [a, b, d, x, y, faint] = row.map((value) => Math.round(value * 10) / 10);
      const opacity = fades ? `;opacity:${Math.round((100 * faint) / side) / 100}` : '';
      return `transform:matrix(${a},${b},0,${d},${x},${y})${opacity}`;
    };
    const stops = bends(times, rows, tolerance).map((i) => [times[i], declare(rows[i])] as const);
    const last = rows[rows.length - 1];
    css.push(keyframes(name, stops), `.${name}{${declare(last)};animation-name:${name}}`);
    const opacity = fades ? '' : ` opacity="${pixel(last[5] / side)}"`;
    return `<g class="motion ${name}"${opacity}><circle r="1" stroke-width="1.5"/><circle r="2" stroke-width="1" stroke-opacity="0.55"/></g>`;
  });
  const label = labelWindow(
    `motion-${p}-label`,
    frames.map((frame) => frame.label),
    { x: margins.marginLeft, y: 2, width: side },
  );
  const frame = `x="${margins.marginLeft}" y="${margins.marginTop}" width="${side}" height="${side}"`;
  return `<style>${css.join('')}${label.css}</style><svg ${frame} aria-label="components">${shapes.join('')}</svg>${label.markup}`;
}

/**
 * The matrix that takes the unit circle to a component's ellipse at one standard deviation, in pixels: the lower Cholesky factor,
 * which moves smoothly with the covariance where its eigenvectors may jump.
 *
 * @returns a, b, d, x, y of matrix(a, b, 0, d, x, y)
 */
function unitCircle(
  { means, covariances }: MixtureShape,
  k: number,
  { x, y }: { readonly x: readonly number[]; readonly y: readonly number[] },
) {
  const [scaleX, scaleY] = [side / (x[1] - x[0]), side / (y[1] - y[0])];
  const [xx, xy, yy] = [covariances[4 * k], covariances[4 * k + 1], covariances[4 * k + 3]];
  const a = Math.sqrt(xx);
  const b = a > 0 ? xy / a : 0;
  const d = Math.sqrt(Math.max(0, yy - b * b));
  return [scaleX * a, -scaleY * b, scaleY * d, scaleX * (means[2 * k] - x[0]), scaleY * (y[1] - means[2 * k + 1])];
}

function checkFrames({ name, frames }: MovingMixture): void {
  if (frames.length === 0) throw new RangeError(`${name} has no frames`);
  for (const frame of frames) {
    checkMixture(`${name} at ${frame.label}`, frame);
    const [now, first] = [frame.weights.length, frames[0].weights.length];
    if (now !== first) {
      throw new RangeError(`${name} has ${first} components at ${frames[0].label} and ${now} at ${frame.label}`);
    }
  }
}
