import { symmetricEigen } from '@bcl/linalg';
import { fold, normal, type Key } from '@bcl/random';
import type { Components } from '../expectation/components';
import { expectation } from '../expectation/expectation';
import { jointView } from '../learner/matching-step';
import {
  constrain,
  toDiagonalShape,
  toFullShape,
  type CovarianceType,
  type Regularisation,
} from '../maximization/constrain';
import { maximize } from '../maximization/maximize';
import type { Observations } from '../observations/observations';

/** A component replaced by two, fitted on the rows it was responsible for. */
export interface Split {
  /** The two halves; their weights sum to one. */
  readonly halves: Components;
  /** Weighted sum of log-density gained over the one component, on its own rows. */
  readonly gain: number;
}

/** How splits are tried. */
export interface SplitOptions {
  /** Directions tried per component: the principal axis first, then random ones. */
  readonly directions: number;
  /** EM steps of the two halves. */
  readonly steps: number;
  /** How far apart the halves start, in standard deviations along the direction. */
  readonly stretch: number;
}

/**
 * The best split of one component into two along a few directions, or undefined where none keeps both halves alive.
 *
 * @param component - a mixture of one component
 * @param rows - the rows it is responsible for, weighted by how far it is
 */
export function bestSplit(
  key: Key,
  component: Components,
  type: CovarianceType,
  regularisation: Regularisation,
  rows: Observations,
  { directions, steps, stretch }: SplitOptions,
): Split | undefined {
  const alone = expectation({ ...component, weights: Float64Array.of(1) }, jointView(rows)).logLikelihood;
  let best: Split | undefined;
  for (let i = 0; i < directions; i++) {
    const direction = directionOf(component, i === 0 ? undefined : fold(key, i)).map((value) => stretch * value);
    const fitted = fitHalves(component, direction, type, regularisation, rows, steps);
    if (fitted === undefined) continue;
    const gain = fitted.logLikelihood - alone;
    if (best === undefined || gain > best.gain) best = { halves: fitted.halves, gain };
  }
  return best;
}

/** One standard deviation along the principal axis, or along a direction uniform in the whitened space. */
function directionOf(component: Components, key: Key | undefined): Float64Array {
  const { dimension } = component;
  const { values, vectors } = symmetricEigen(toFullShape(component).covariances, dimension);
  const along = new Float64Array(dimension);
  if (key === undefined) along[dimension - 1] = 1;
  else {
    const noise = normal(key, dimension);
    const length = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0));
    noise.forEach((value, i) => (along[i] = value / length));
  }
  return Float64Array.from({ length: dimension }, (_, d) => {
    let sum = 0;
    for (let i = 0; i < dimension; i++)
      sum += vectors[d * dimension + i] * Math.sqrt(Math.max(0, values[i])) * along[i];
    return sum;
  });
}

function fitHalves(
  component: Components,
  direction: Float64Array,
  type: CovarianceType,
  regularisation: Regularisation,
  rows: Observations,
  steps: number,
): { halves: Components; logLikelihood: number } | undefined {
  const { dimension } = component;
  let halves = start(component, direction, type, regularisation);
  for (let step = 0; ; step++) {
    const statistics = expectation(halves, jointView(rows));
    // A half that owns less than half a row per dimension would only describe noise.
    if (Math.min(...statistics.mass) < 0.5 * dimension) return undefined;
    if (step === steps) return { halves, logLikelihood: statistics.logLikelihood };
    halves = constrain(maximize(statistics, halves, { smoothing: 0, massGuard: 0 }), type, regularisation);
  }
}

/** Means moved apart along the direction, and the variance that the move explains taken out of both. */
function start(
  component: Components,
  direction: Float64Array,
  type: CovarianceType,
  regularisation: Regularisation,
): Components {
  const { dimension, shape } = component;
  const means = new Float64Array(2 * dimension);
  const own = toFullShape(component).covariances.slice();
  for (let i = 0; i < dimension; i++) {
    means[i] = component.means[i] + direction[i];
    means[dimension + i] = component.means[i] - direction[i];
    for (let j = 0; j < dimension; j++) own[i * dimension + j] -= direction[i] * direction[j];
  }
  const covariances = new Float64Array(2 * own.length);
  covariances.set(own);
  covariances.set(own, own.length);
  const halves: Components = {
    components: 2,
    dimension,
    shape: 'full',
    weights: Float64Array.of(0.5, 0.5),
    means,
    covariances,
  };
  return constrain(shape === 'full' ? halves : toDiagonalShape(halves), type, { ...regularisation, ridge: 0 });
}
