/** y = factor x^exponent. */
export interface PowerLaw {
  readonly exponent: number;
  readonly factor: number;
}

/**
 * The power law nearest to some points: least squares of log y on log x.
 *
 * @param x positive numbers, at least two of them different
 * @param y as many positive numbers
 * @throws RangeError when the points do not make a line on logarithmic axes
 */
export function fitPowerLaw(x: readonly number[], y: readonly number[]): PowerLaw {
  if (x.length !== y.length) throw new RangeError(`there are ${x.length} places and ${y.length} values`);
  if (![...x, ...y].every((value) => value > 0 && value < Infinity))
    throw new RangeError('a power law is fitted to positive numbers');
  const across = x.map(Math.log);
  const up = y.map(Math.log);
  const centre = mean(across);
  const level = mean(up);
  const squares = across.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  if (!(squares > 0)) throw new RangeError('a power law needs at least two different places');
  const products = across.reduce((sum, value, i) => sum + (value - centre) * (up[i] - level), 0);
  const exponent = products / squares;
  return { exponent, factor: Math.exp(level - exponent * centre) };
}

/**
 * The power law of the upper half of the points, three at least: where the sizes are small the time is that of what does
 * not grow, and the exponent of all points would say nothing of either end.
 *
 * @param x ascending
 */
export function fitGrowth(x: readonly number[], y: readonly number[]): PowerLaw {
  const from = fittedFrom(x.length);
  return fitPowerLaw(x.slice(from), y.slice(from));
}

/** The first of so many points that {@link fitGrowth} looks at. */
export const fittedFrom = (points: number): number => Math.max(0, Math.min(points - 3, Math.floor(points / 2)));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
