import { arrays, type LikelihoodObjective } from '@bcl/objectives';
import type { Task } from '@bcl/masks';
import { split, type Key } from '@bcl/random';
import type { Transform } from '@bcl/transforms';
import { fail } from '../failure';
import { allocateDensities, evaluateDensities } from '../projection/density';
import { frameOf, type Frame } from '../projection/frame';
import { allocateProjected, project } from '../projection/projected';
import type { Gaussians } from '../state/gaussians';
import type { Gradient } from '../state/gradient';
import { dataSource } from '../paths/data-source';
import { densityGradient } from './density-gradient';
import { perSample, wrongWeight } from './answers';
import type { Estimate, Estimator, EstimatorContext } from './estimate';

/**
 * A loss of log p(y_T | y_S) at samples of the data: ∇ = −E_q[w ∇_θ log p(y_T | y_S)], where
 * log p(y_T | y_S) = log p(y_{S ∪ T}) − log p(y_S). The sum over the data is taken, over the samples is an estimate only
 * where the data are drawn from the target.
 */
export function likelihoodEstimator(
  objective: LikelihoodObjective,
  task: Task,
  transform: Transform,
  context: EstimatorContext,
): Estimator {
  const whole = sideOf(frameOf(transform, [...task.source, ...task.target], objective.spread), context);
  const given = task.source.length > 0 ? sideOf(frameOf(transform, task.source, objective.spread), context) : undefined;
  const data = dataSource(whole.frame, context);
  const { count } = data;
  const n = whole.frame.size;
  const width = task.source.length;
  const sources = new Float64Array(count * width);
  const logModel = new Float64Array(count);
  const logData = new Float64Array(count);
  const factors = new Float64Array(count);
  const wantsData = objective.needs.includes('dataDensity');

  return {
    estimate(key: Key, model: Gaussians, gradient?: Gradient, scale = 1): Estimate {
      const [forData] = split(key, 1);
      const points = data.draw(forData);
      for (let row = 0; row < count; row++)
        for (let i = 0; i < width; i++) sources[row * width + i] = points[row * n + i];
      whole.evaluate(model, points, count, logModel, wantsData ? logData : undefined);
      given?.evaluate(model, sources, count, logModel, wantsData ? logData : undefined);
      const known = wantsData ? logData : undefined;
      const loss = perSample(objective.name, 'integrand', objective.integrand(arrays, logModel, known), count);
      const weight = perSample(objective.name, 'weight', objective.weight(arrays, logModel, known), count);
      let value = 0;
      for (let row = 0; row < count; row++) value += loss[row] / count;
      if (!Number.isFinite(value))
        fail('NumericalFailure', {
          what: `the objective ${objective.name} is ${value} on a matching`,
          why: 'a sample of the data lies where the model has no density in float64',
          hint: 'start with wider components, or add spread',
        });
      const wrong = wrongWeight(weight);
      if (wrong !== undefined)
        fail('NumericalFailure', {
          what: `the objective ${objective.name} weighs a sample ${wrong} on a matching`,
          hint: 'its weight must be a finite number of at least 0: run checkObjective of @bcl/objectives/testing on it',
        });
      if (gradient) {
        for (let row = 0; row < count; row++) factors[row] = (-scale * weight[row]) / count;
        whole.backward(model, points, count, factors, gradient);
        if (given) {
          for (let row = 0; row < count; row++) factors[row] = -factors[row];
          given.backward(model, sources, count, factors, gradient);
        }
      }
      return { value, effectiveSampleSize: 1 };
    },
  };

  /** log p and log q over one frame: the first is written, the second taken off what is there. */
  function sideOf(frame: Frame, { target, components }: EstimatorContext) {
    const ofModel = allocateProjected(frame, components);
    const ofData = allocateProjected(frame, target.components);
    project(ofData, target);
    const isWhole = frame.size > task.source.length;
    const capacity = context.batch?.rows ?? context.samples;
    const densities = allocateDensities(ofModel, capacity);
    const dataDensities = allocateDensities(ofData, capacity);
    const pull = densityGradient(ofModel);
    const put = (from: Float64Array, to: Float64Array, rows: number): void => {
      for (let row = 0; row < rows; row++) to[row] = isWhole ? from[row] : to[row] - from[row];
    };
    return {
      frame,
      evaluate(
        model: Gaussians,
        points: Float64Array,
        rows: number,
        modelLog: Float64Array,
        dataLog: Float64Array | undefined,
      ): void {
        project(ofModel, model);
        evaluateDensities(ofModel, points, rows, densities);
        put(densities.log, modelLog, rows);
        if (dataLog === undefined) return;
        evaluateDensities(ofData, points, rows, dataDensities);
        put(dataDensities.log, dataLog, rows);
      },
      backward(model: Gaussians, points: Float64Array, rows: number, by: Float64Array, gradient: Gradient): void {
        pull(points, rows, by, densities.log, model.weights, gradient);
      },
    };
  }
}
