/** A component of a one-dimensional Gaussian mixture. */
export interface Component {
  readonly weight: number;
  readonly mean: number;
  /** The standard deviation, > 0. */
  readonly deviation: number;
}

/** A one-dimensional density with everything about it in closed form. Weights sum to 1. */
export type Density = readonly Component[];

/** N(mean, deviation²). */
export const gaussian = (mean: number, deviation: number): Density => [{ weight: 1, mean, deviation }];

/** Everything about a density at a point. */
interface Place {
  readonly logDensity: number;
  /** d log p / dx. */
  readonly score: number;
  /** The share of each component in p(x). */
  readonly shares: readonly number[];
}

/** A function that evaluates a density; what does not depend on the point is computed once. */
function evaluator(density: Density): (x: number) => Place {
  const parts = density.map(({ weight, mean, deviation }) => ({
    mean,
    precision: 1 / deviation ** 2,
    logFactor: Math.log(weight / deviation) - 0.5 * Math.log(2 * Math.PI),
  }));
  return (x) => {
    const logs = parts.map(({ mean, precision, logFactor }) => logFactor - 0.5 * precision * (x - mean) ** 2);
    // The largest is taken off, so that nothing underflows far from all components.
    const most = logs.length === 1 ? logs[0] : Math.max(...logs);
    const sum = logs.length === 1 ? 1 : logs.reduce((total, log) => total + Math.exp(log - most), 0);
    const shares = logs.map((log) => (logs.length === 1 ? 1 : Math.exp(log - most) / sum));
    const score = parts.reduce((total, { mean, precision }, k) => total - shares[k] * precision * (x - mean), 0);
    return { logDensity: most + Math.log(sum), score, shares };
  };
}

/** log p at each point. */
export function logDensitiesAt(density: Density, points: Float64Array): Float64Array {
  const at = evaluator(density);
  return points.map((x) => at(x).logDensity);
}

/** d log p / dx at each point. */
export function scoresAt(density: Density, points: Float64Array): Float64Array {
  const at = evaluator(density);
  return points.map((x) => at(x).score);
}

/** A density's parameters in a row: mean and standard deviation of each component. The weights are fixed. */
export const parametersOf = (density: Density): readonly number[] =>
  density.flatMap(({ mean, deviation }) => [mean, deviation]);

/** What each of {@link parametersOf} is, for messages. */
export const parameterNames = (density: Density): readonly string[] =>
  density.length === 1
    ? ['its mean', 'its standard deviation']
    : density.flatMap((_, k) => [`the mean of component ${k + 1}`, `the standard deviation of component ${k + 1}`]);

/** The density with other parameters. */
export const withParameters = (density: Density, parameters: readonly number[]): Density =>
  density.map(({ weight }, k) => ({ weight, mean: parameters[2 * k], deviation: parameters[2 * k + 1] }));

/** ∂ log p / ∂ parameters at each point: an array a parameter. */
export function parameterScoresAt(density: Density, points: Float64Array): readonly Float64Array[] {
  const at = evaluator(density);
  const places = Array.from(points, at);
  return density.flatMap(({ mean, deviation }, k) => [
    points.map((x, i) => (places[i].shares[k] * (x - mean)) / deviation ** 2),
    points.map((x, i) => (places[i].shares[k] * (((x - mean) / deviation) ** 2 - 1)) / deviation),
  ]);
}

/**
 * E[∂x/∂parameters | x] at each point, where x = mean + deviation · ε of its component: an array a parameter. The components'
 * shares of x take the place of the component that x came from.
 */
export function pathsAt(density: Density, points: Float64Array): readonly Float64Array[] {
  const at = evaluator(density);
  const places = Array.from(points, at);
  return density.flatMap(({ mean, deviation }, k) => [
    points.map((_, i) => places[i].shares[k]),
    points.map((x, i) => (places[i].shares[k] * (x - mean)) / deviation),
  ]);
}

/** `N(0, 1²)`, or the components with their weights, for messages. */
export const inWords = (density: Density): string =>
  density
    .map(({ weight, mean, deviation }) => `${density.length > 1 ? `${weight} ` : ''}N(${mean}, ${deviation}²)`)
    .join(' + ');
