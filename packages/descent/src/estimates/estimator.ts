import { needs, repartition, type Objective, type SimpleObjective } from '@bcl/objectives';
import { uniformRatio, type Task } from '@bcl/masks';
import type { Matching } from '@bcl/matching';
import { fold, type Key } from '@bcl/random';
import type { Transform } from '@bcl/transforms';
import { fail } from '../failure';
import { named } from './answers';
import type { Estimate, Estimator, EstimatorContext } from './estimate';
import { likelihoodEstimator } from './likelihood';
import { ratioEstimator } from './ratio';
import { sampleEstimator } from './samples';

/**
 * What estimates an objective on a matching, over all gradient steps that share it.
 *
 * @param key - for what is drawn once a matching: the other split of a communication
 */
export function estimatorOf(key: Key, matching: Matching<Objective>, context: EstimatorContext): Estimator {
  const { objective, task, transform } = matching;
  if (objective.form !== 'sum') return simple(key, objective, task, transform, context);
  const terms = objective.terms.map((term, i) => ({
    weight: term.weight,
    estimator: simple(
      fold(key, i),
      term.objective,
      term.where?.task ?? task,
      term.where?.transform ?? transform,
      context,
    ),
  }));
  return {
    estimate(stepKey, model, gradient, scale = 1): Estimate {
      let value = 0;
      let effectiveSampleSize = 1;
      terms.forEach(({ weight, estimator }, i) => {
        const term = estimator.estimate(fold(stepKey, i), model, gradient, scale * weight);
        value += weight * term.value;
        effectiveSampleSize = Math.min(effectiveSampleSize, term.effectiveSampleSize);
      });
      return { value, effectiveSampleSize };
    },
  };
}

function simple(
  key: Key,
  objective: SimpleObjective,
  task: Task,
  transform: Transform,
  context: EstimatorContext,
): Estimator {
  const refuse = (what: string, hint: string): never =>
    fail('UnsupportedObjective', { what: `the objective ${objective.name} ${what}`, hint });
  const unknown = objective.needs.find((need) => !needs.includes(need));
  if (unknown !== undefined) refuse(`needs ${String(unknown)}`, `what can be had is ${needs.join(', ')}`);
  if (!(objective.spread >= 0 && objective.spread < Infinity))
    refuse(`has spread ${objective.spread}`, 'a spread is a finite standard deviation of at least 0');
  if (transform.dimension !== context.target.dimension)
    fail('InvalidOption', {
      what: `a matching's transform "${transform.name}" acts on ${transform.dimension} coordinates, the target has ${context.target.dimension}`,
      hint: 'draw matchings over the dimension of the target',
    });
  if (objective.between === 'two-matchings') {
    if (objective.form !== 'ratio')
      return refuse(`compares two matchings in the form "${objective.form}"`, 'two matchings are compared by a ratio');
    const other = repartition(task, uniformRatio(0, 1))(key);
    return ratioEstimator({ objective: named(objective), task, transform, otherSource: other.source }, context);
  }
  switch (objective.form) {
    case 'ratio':
      return ratioEstimator({ objective: named(objective), task, transform }, context);
    case 'likelihood':
      if (objective.targets === 'discrete')
        return refuse('is for discrete targets', 'a Gaussian mixture has continuous ones: use forwardKL');
      return likelihoodEstimator(named(objective), task, transform, context);
    case 'samples':
      return sampleEstimator(named(objective), task, transform, context);
  }
}
