import { orThrow, ProblemError } from '@bcl/errors';
import { symmetricEigen, type Matrix } from '@bcl/linalg';
import { covarianceOf, type Mixture } from '@bcl/em';
import type { Learner } from '@bcl/matching';
import { annealedAt, objectiveAt, resolveObjective, type Objective, type ObjectiveLike } from '@bcl/objectives';
import { fold } from '@bcl/random';
import { estimatorOf } from '../estimates/estimator';
import { checkBatch } from '../paths/data-source';
import { fail } from '../failure';
import { cornerStart } from '../run/corner-start';
import { gaussiansOf } from '../state/gaussians';
import { allocateGradient, clearGradient, gradientNorm } from '../state/gradient';
import { stateOf, type DescentState } from '../state/state';
import { checkOptions, type DescentOptions } from './options';
import { workingModel } from './working-model';

/** What there is to look at after a step. */
export interface DescentInfo {
  /** The objective on the step's matching, estimated: the mean over the step's gradient steps. */
  readonly value: number;
  /** The part of the samples that counted, in (0, 1]: the mean over the gradient steps. */
  readonly effectiveSampleSize: number;
  /** The Euclidean length of the last gradient, by means, factors (diagonals as logarithms) and logits; `natural`: of its direction. */
  readonly gradientNorm: number;
  /** The objective's name. */
  readonly objective: string;
}

/** A component's standard deviation may come to this share of the target's smallest. */
const COLLAPSE = 1e-6;

/**
 * A Gaussian mixture as a learner: one step is some gradient steps on one matching, with fresh samples each.
 *
 * The batch is samples of the data, rows of D numbers, for objectives that need them; without one they are drawn from the
 * target. The objective of a matching is an objective, its name, or its specification.
 *
 * @throws ProblemError `InvalidOption` for options that cannot be. `step` throws one too: `CovarianceCollapse`,
 *   `NumericalFailure`, `UnsupportedObjective` for an objective that a mixture cannot serve, or what is wrong with a name
 * @example
 * ```ts
 * import { mixtureOf, orThrow } from '@bcl/em';
 * import { joint } from '@bcl/masks';
 * import { matchingSampler, runSync } from '@bcl/matching';
 * import { key } from '@bcl/random';
 * import { mixtureDescent } from '@bcl/descent';
 *
 * const [start, target] = [[[0]], [[1]]].map((means) => orThrow(mixtureOf({ means, covariances: [1] })));
 * const learner = mixtureDescent({ target, start, steps: 100 });
 * const matchings = matchingSampler({ task: joint(), objective: 'reverseKL' });
 * const reports = [...runSync(learner, { key: key(1), dimension: 1, matchings, steps: 100, batch: undefined })];
 * Math.abs(reports[99].state.means[0] - 1) < 0.01; // => true
 * ```
 */
export function mixtureDescent(
  options: DescentOptions,
): Learner<DescentState, Matrix | undefined, DescentInfo, ObjectiveLike> {
  const checked = checkOptions(options);
  const { target, steps, innerSteps, rate, learnWeights, registry } = checked;
  const exact = gaussiansOf(target);
  const working = { ...checked, smallest: COLLAPSE * smallestDeviation(target) };

  return {
    init: (key) =>
      stateOf(checked.start ?? cornerStart(key, { components: target.components, dimension: target.dimension })),
    step(key, state, batch, matching) {
      requireDimension(state.dimension, target.dimension);
      checkBatch(batch, target.dimension);
      const progress = state.step / steps;
      const objective = objectiveAt(orThrow(resolveObjective(matching.objective, registry)), progress);
      const context = { ...checked, components: state.components, target: exact, batch };
      const estimator = estimatorOf(fold(key, 'matching'), { ...matching, objective }, context);
      const model = workingModel(state, working);
      const gradient = allocateGradient(state.components, state.dimension);
      const forSamples = fold(key, 'samples');
      const now = annealedAt(rate, progress);
      const spread = spreadOf(objective);
      let value = 0;
      let effectiveSampleSize = 0;
      let norm = 0;
      for (let inner = 0; inner < innerSteps; inner++) {
        clearGradient(gradient);
        const estimate = atStep(state.step, () =>
          estimator.estimate(fold(forSamples, inner), model.gaussians, gradient),
        );
        value += estimate.value / innerSteps;
        effectiveSampleSize += estimate.effectiveSampleSize / innerSteps;
        if (!learnWeights) gradient.logits.fill(0);
        model.descend(gradient, now, spread);
        if (inner === innerSteps - 1) norm = gradientNorm(gradient);
      }
      return [model.state(), { value, effectiveSampleSize, gradientNorm: norm, objective: objective.name }];
    },
  };
}

/** Numbers that fail say in which step they did. */
function atStep<A>(step: number, act: () => A): A {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const failure = new ProblemError({ ...error.problem, message: `step ${step}: ${error.message}` });
    failure.cause = error.cause;
    throw failure;
  }
}

/** The noise that blurs a comparison; of several, the most. */
function spreadOf(objective: Objective): number {
  return objective.form === 'sum'
    ? objective.terms.reduce((most, term) => Math.max(most, term.objective.spread), 0)
    : objective.spread;
}

function smallestDeviation(mixture: Mixture): number {
  let smallest = Infinity;
  for (let k = 0; k < mixture.components; k++)
    smallest = Math.min(smallest, symmetricEigen(covarianceOf(mixture, k), mixture.dimension).values[0]);
  return Math.sqrt(smallest);
}

function requireDimension(found: number, dimension: number): void {
  if (found !== dimension)
    fail('InvalidData', {
      what: `the state has ${found} coordinates, the target ${dimension}`,
      hint: 'give everything over the same coordinates',
    });
}
