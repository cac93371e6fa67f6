import type { SampleObjective } from '@bcl/objectives';
import type { Task } from '@bcl/masks';
import { split, type Key } from '@bcl/random';
import type { Transform } from '@bcl/transforms';
import { fail } from '../failure';
import { marginalPath } from '../paths/marginal-path';
import type { Path } from '../paths/path';
import { frameOf } from '../projection/frame';
import type { Gaussians } from '../state/gaussians';
import type { Gradient } from '../state/gradient';
import { dataSource } from '../paths/data-source';
import type { Estimate, Estimator, EstimatorContext } from './estimate';

/**
 * A divergence between two sets of points: its gradient by the model's points goes on through the samples' path.
 *
 * Points of such an objective weigh the same and it says nothing of single ones. So components are drawn by weight, unless
 * equal numbers are the same thing; conditional matchings and learned weights, whose probabilities would need a gradient
 * of their own, are refused.
 */
export function sampleEstimator(
  objective: SampleObjective,
  task: Task,
  transform: Transform,
  context: EstimatorContext,
): Estimator {
  const refuse = (what: string, hint: string): never =>
    fail('UnsupportedObjective', { what: `the objective ${objective.name} compares samples and ${what}`, hint });
  if (task.source.length > 0)
    refuse('has no gradient by p(component | source)', 'give it joint or marginal matchings only');
  if (context.learnWeights) refuse('has no gradient by the weights', 'leave learnWeights off');
  const frame = frameOf(transform, task.target, objective.spread);
  const data = dataSource(frame, context);
  const n = frame.size;
  const paths: { even?: Path; uneven?: Path } = {};

  return {
    estimate(key: Key, model: Gaussians, gradient?: Gradient, scale = 1): Estimate {
      const [forModel, forData, forComparison] = split(key, 3);
      const even = model.weights.every((weight) => weight === model.weights[0]);
      const path = (paths[even ? 'even' : 'uneven'] ??= marginalPath(frame, context.components, {
        ...context,
        sampling: even ? context.sampling : 'multinomial',
      }));
      const { count, points } = path.draw(forModel, model);
      const { value, gradient: byPoint } = objective.compare(
        { rows: count, columns: n, data: points.slice() },
        { rows: data.count, columns: n, data: data.draw(forData).slice() },
        forComparison,
      );
      if (!Number.isFinite(value) || byPoint.data.length !== count * n)
        fail('NumericalFailure', {
          what: `the objective ${objective.name} answers ${count} points of ${n} coordinates with ${value} and a gradient of ${byPoint.data.length} numbers`,
          hint: 'run checkObjective of @bcl/objectives/testing on it',
        });
      const wrong = byPoint.data.find((by) => !Number.isFinite(by));
      if (wrong !== undefined)
        fail('NumericalFailure', {
          what: `the objective ${objective.name} has ${wrong} in the gradient of its compare`,
          hint: 'run checkObjective of @bcl/objectives/testing on it',
        });
      if (gradient)
        path.backward(scale === 1 ? byPoint.data : byPoint.data.map((by) => scale * by), undefined, gradient);
      return { value, effectiveSampleSize: 1 };
    },
  };
}
