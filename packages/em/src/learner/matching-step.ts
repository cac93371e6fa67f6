import { multiply, multiplyTransposed } from '@bcl/linalg';
import type { Matching } from '@bcl/matching';
import type { Transform } from '@bcl/transforms';
import type { Components } from '../expectation/components';
import { expectation } from '../expectation/expectation';
import { lowRankOf } from '../expectation/low-rank/structure';
import {
  constrain,
  toDiagonalShape,
  toFullShape,
  type CovarianceType,
  type Regularisation,
} from '../maximization/constrain';
import { maximize } from '../maximization/maximize';
import type { Observations } from '../observations/observations';
import { viewOf, type View } from '../observations/view';
import type { Statistics } from '../statistics/statistics';
import { complementOf, lowRankStep } from './low-rank-step';

/** What a mixture does on a matching: EM steps towards the maximum of the marginal likelihood of y_T. */
export interface MaximumLikelihood {
  /** Number of EM steps on this matching, at least 1 (the paper's NITnei). */
  readonly innerSteps: number;
  /** Dirichlet smoothing alpha of the weights, added to every share before normalising (the paper's alpha). */
  readonly smoothing: number;
  /** Smallest share a component's moments are divided by (1e-5 in the authors' code, 0 in plain EM). */
  readonly massGuard: number;
}

/** What a step reports: the state of things before its last EM step. */
export interface StepInfo {
  /** Mean log-density per unit of row weight of the matched coordinates y_T. */
  readonly logLikelihood: number;
  /** K: share of the data each component takes responsibility for. */
  readonly shares: Float64Array;
}

/** EM steps on the marginal of y_T, y = A x; every other block of the covariances stays as it is (BigLearn-EM, AAAI-24). */
export function matchingStep(
  model: Components,
  type: CovarianceType,
  regularisation: Regularisation,
  observations: Observations,
  matching: Matching<MaximumLikelihood>,
): readonly [Components, StepInfo] {
  const { task, transform, objective } = matching;
  if (task.source.length > 0)
    throw new RangeError(
      'a mixture learns from joint and marginal matchings: the likelihood of a conditional has no EM step in closed form',
    );
  if (transform.dimension !== model.dimension)
    throw new RangeError(
      `the transform acts on ${transform.dimension} coordinates, the mixture has ${model.dimension}`,
    );
  const structured = type === 'full' && lowRankOf(model.covariances) !== undefined;
  const complement = structured ? complementOf(transform, task.target) : undefined;
  if (complement !== undefined) {
    // Whether the dense way is cheaper may change from step to step.
    let current = model;
    let info: StepInfo | undefined;
    for (let i = 0; i < objective.innerSteps; i++) {
      const stepped = lowRankStep(current, regularisation, observations, complement, objective);
      const single = { ...objective, innerSteps: 1 };
      if (stepped === undefined)
        [current, info] = denseStep(current, type, regularisation, observations, { ...matching, objective: single }); // prettier-ignore
      else [current, info] = [stepped[0], infoOf(stepped[1])];
    }
    if (info !== undefined) return [current, info];
  }
  return denseStep(model, type, regularisation, observations, matching);
}

function denseStep(
  model: Components,
  type: CovarianceType,
  regularisation: Regularisation,
  observations: Observations,
  { task, transform, objective }: Matching<MaximumLikelihood>,
): readonly [Components, StepInfo] {
  const plain = transform.name === 'identity';
  const joint = task.target.length === model.dimension;
  if (plain && joint) return repeatEM(model, type, regularisation, jointView(observations), objective);
  const narrow = plain && model.shape === 'diagonal';
  const rotated = plain ? model : rotate(toFullShape(model), transform);
  const view = viewOf(observations, plain ? undefined : transform.linear, task.target);
  // Types other than full are restored after the way back: a rotated diagonal covariance is not diagonal.
  const [stepped, info] = repeatMarginalEM(
    rotated,
    plain ? type : 'full',
    regularisation,
    view,
    task.target,
    objective,
  );
  const back = plain ? stepped : rotate(stepped, transform.inverse());
  const typed = constrain(back, type, { floor: regularisation.floor, ridge: 0 }, info.shares);
  return [narrow || model.shape === 'full' ? typed : toDiagonalShape(typed), info];
}

const jointViews = new WeakMap<Observations, View>();

/** The data themselves, grouped by pattern once and for all. */
export function jointView(observations: Observations): View {
  let view = jointViews.get(observations);
  if (view === undefined) {
    view = viewOf(
      observations,
      undefined,
      Array.from({ length: observations.dimension }, (_, d) => d),
    );
    jointViews.set(observations, view);
  }
  return view;
}

function repeatEM(
  start: Components,
  type: CovarianceType,
  regularisation: Regularisation,
  view: View,
  { innerSteps, smoothing, massGuard }: MaximumLikelihood,
): readonly [Components, StepInfo] {
  let model = start;
  let statistics = expectation(model, view);
  for (let i = 0; ; i++) {
    model = constrain(
      maximize(statistics, model, { smoothing, massGuard }),
      type,
      regularisation,
      sharesOf(statistics),
    );
    if (i === innerSteps - 1) return [model, infoOf(statistics)];
    statistics = expectation(model, view);
  }
}

function repeatMarginalEM(
  start: Components,
  type: CovarianceType,
  { floor, ridge }: Regularisation,
  view: View,
  target: readonly number[],
  { innerSteps, smoothing, massGuard }: MaximumLikelihood,
): readonly [Components, StepInfo] {
  let model = start;
  for (let i = 0; ; i++) {
    const part = restrict(model, target);
    const statistics = expectation(part, view);
    const updated = maximize(statistics, part, { smoothing, massGuard });
    const shares = sharesOf(statistics);
    // The ridge goes to the block that was estimated: the others would grow by it at every step.
    const ridged = ridge > 0 ? constrain(updated, type, { floor: 0, ridge }, shares) : updated;
    model = constrain(embed(model, ridged, target), type, { floor, ridge: 0 }, shares);
    if (i === innerSteps - 1) return [model, infoOf(statistics)];
  }
}

const sharesOf = (statistics: Statistics): Float64Array => statistics.mass.map((mass) => mass / statistics.totalWeight);

const infoOf = (statistics: Statistics): StepInfo => ({
  logLikelihood: statistics.logLikelihood / statistics.totalWeight,
  shares: sharesOf(statistics),
});

/** Means A mu and covariances A Sigma Aᵀ. The offset is left out on both sides: EM does not feel a shift. */
function rotate(model: Components, transform: Transform): Components {
  const { components, dimension } = model;
  const { linear } = transform;
  const size = dimension * dimension;
  const covariances = new Float64Array(components * size);
  for (let k = 0; k < components; k++) {
    const half = multiply(
      linear,
      model.covariances.subarray(k * size, (k + 1) * size),
      dimension,
      dimension,
      dimension,
    );
    covariances.set(multiplyTransposed(half, linear, dimension, dimension, dimension), k * size);
  }
  return { ...model, means: multiplyTransposed(model.means, linear, components, dimension, dimension), covariances };
}

/** The marginal of the target coordinates. */
export function restrict(model: Components, target: readonly number[]): Components {
  const { components, dimension, shape } = model;
  const size = target.length;
  const means = new Float64Array(components * size);
  const covariances = new Float64Array(components * size * (shape === 'full' ? size : 1));
  for (let k = 0; k < components; k++)
    for (let i = 0; i < size; i++) {
      means[k * size + i] = model.means[k * dimension + target[i]];
      if (shape === 'diagonal') covariances[k * size + i] = model.covariances[k * dimension + target[i]];
      else
        for (let j = 0; j < size; j++)
          covariances[(k * size + i) * size + j] =
            model.covariances[(k * dimension + target[i]) * dimension + target[j]];
    }
  return { components, dimension: size, shape, weights: model.weights, means, covariances };
}

/** The mixture with the target's block replaced and all else untouched. */
function embed(model: Components, part: Components, target: readonly number[]): Components {
  const { components, dimension, shape } = model;
  const size = target.length;
  const means = Float64Array.from(model.means);
  const covariances = Float64Array.from(model.covariances);
  for (let k = 0; k < components; k++)
    for (let i = 0; i < size; i++) {
      means[k * dimension + target[i]] = part.means[k * size + i];
      if (shape === 'diagonal') covariances[k * dimension + target[i]] = part.covariances[k * size + i];
      else
        for (let j = 0; j < size; j++)
          covariances[(k * dimension + target[i]) * dimension + target[j]] =
            part.covariances[(k * size + i) * size + j];
    }
  return { components, dimension, shape, weights: part.weights, means, covariances };
}
