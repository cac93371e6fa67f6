import type { Markish } from '@observablehq/plot';
import type { LegendEntry } from './compose';
import { ellipse } from './ellipse';
import { checkFinite, paddedExtent, thinned } from './numbers';
import type { Plot } from './plot';

/** A 2-D mixture in the flat arrays of its parameters. */
export interface MixtureShape {
  /** K weights. */
  readonly weights: ArrayLike<number>;
  /** Flat K × 2. */
  readonly means: ArrayLike<number>;
  /** Flat K × 2 × 2. */
  readonly covariances: ArrayLike<number>;
}

/** What lies behind mixtures: the axes that they share, samples and true means. */
export interface MixtureView {
  readonly x: [number, number];
  readonly y: [number, number];
  readonly hasPoints: boolean;
  readonly hasCrosses: boolean;
  /** Samples below, crosses above; `between` is drawn in their midst. */
  marks(plot: Plot, between?: readonly Markish[]): readonly Markish[];
}

/** The colour of a model's components. */
export const fitted = '#0072b2';
const [data, truth] = ['#8c959f', '#d55e00'];

/**
 * Axes that show all samples, all true means, and every component if it is not too far away.
 *
 * @param most how many samples are drawn
 */
export function mixtureView(
  { points = [], trueMeans = [] }: { readonly points?: ArrayLike<number>; readonly trueMeans?: ArrayLike<number> },
  mixtures: readonly MixtureShape[],
  most: number,
): MixtureView {
  if (mixtures.length === 0) throw new RangeError('there is no mixture to draw');
  checkFinite(points, 'points');
  checkFinite(trueMeans, 'trueMeans');
  const dots = pairs(points, thinned(points.length / 2, most));
  const crosses = pairs(trueMeans);
  const there = [...pairs(points), ...crosses];
  const at = { x: '0', y: '1', clip: true } as const;
  return {
    x: domain(0, there, mixtures),
    y: domain(1, there, mixtures),
    hasPoints: dots.length > 0,
    hasCrosses: crosses.length > 0,
    marks: (plot, between = []) => [
      plot.dot(dots, { ...at, r: 1.1, fill: data, fillOpacity: 0.55 }),
      ...between,
      plot.dot(crosses, { ...at, symbol: 'times', r: 3.5, stroke: truth, strokeWidth: 1.6 }),
    ],
  };
}

/**
 * The domain of an axis: what is there to be found, and every component within a standard deviation; but no further than half of
 * the former beyond it, so that a component that has run away does not shrink the rest to a dot.
 */
function domain(
  axis: 0 | 1,
  there: readonly (readonly number[])[],
  mixtures: readonly MixtureShape[],
): [number, number] {
  const reached = mixtures.flatMap(({ weights, means, covariances }) =>
    Array.from(weights, (_, k) => {
      const deviation = Math.sqrt(covariances[4 * k + 3 * axis]);
      return [means[2 * k + axis] - deviation, means[2 * k + axis] + deviation];
    }).flat(),
  );
  if (there.length === 0) return paddedExtent(reached);
  const [low, high] = paddedExtent(
    there.map((point) => point[axis]),
    0,
  );
  const most = (high - low) / 2;
  return paddedExtent([low, high, ...reached.map((value) => Math.min(high + most, Math.max(low - most, value)))]);
}

/** What the marks of a mixture mean. */
export function mixtureLegend({ hasPoints, hasCrosses }: MixtureView): readonly LegendEntry[] {
  return [
    { label: 'component, 1 and 2 standard deviations', color: fitted, mark: 'ring' },
    ...(hasCrosses ? [{ label: 'true mean', color: truth, mark: 'cross' as const }] : []),
    ...(hasPoints ? [{ label: 'data', color: data, mark: 'circle' as const }] : []),
  ];
}

/** Throws a RangeError for a mixture that cannot be drawn. */
export function checkMixture(name: string, { weights, means, covariances }: MixtureShape): void {
  const k = weights.length;
  if (k === 0 || means.length !== 2 * k || covariances.length !== 4 * k) {
    throw new RangeError(
      `${name} has ${k} weights, ${means.length} numbers in means and ${covariances.length} in covariances: K, 2 K and 4 K belong together`,
    );
  }
  checkFinite(weights, `weights of ${name}`);
  checkFinite(means, `means of ${name}`);
  checkFinite(covariances, `covariances of ${name}`);
  for (let c = 0; c < k; c++)
    ellipse(
      [0, 0],
      Array.from({ length: 4 }, (_, j) => covariances[4 * c + j]),
      1,
      0,
    );
}

function pairs(flat: ArrayLike<number>, indices?: readonly number[]): [number, number][] {
  if (flat.length % 2 !== 0) throw new RangeError(`a flat array of points has ${flat.length} numbers: two a point`);
  return (indices ?? thinned(flat.length / 2, Infinity)).map((i) => [flat[2 * i], flat[2 * i + 1]]);
}
