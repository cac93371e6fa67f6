import { arrays, effectiveSampleSize, type RatioObjective } from '@bcl/objectives';
import type { Task } from '@bcl/masks';
import type { Key } from '@bcl/random';
import type { Transform } from '@bcl/transforms';
import { fail } from '../failure';
import { conditionalPath } from '../paths/conditional-path';
import { marginalPath } from '../paths/marginal-path';
import type { Path } from '../paths/path';
import { frameOf } from '../projection/frame';
import type { Gaussians } from '../state/gaussians';
import type { Gradient } from '../state/gradient';
import { perSample, wrongWeight } from './answers';
import type { Estimate, Estimator, EstimatorContext } from './estimate';
import { logRatioOf, ownLogRatio } from './log-ratio';

/** What a ratio objective compares the samples of q(y_S) p(y_T | y_S) with. */
export interface RatioComparison {
  readonly objective: RatioObjective;
  readonly task: Task;
  readonly transform: Transform;
  /** The source of the other matching of the same coordinates; without it the comparison is with the data. */
  readonly otherSource?: readonly number[];
}

/**
 * A divergence in the log ratio ℓ, by samples of the model with the score term left out: ∇ = −E[w(ℓ) ∇_y ℓ · ∂y/∂θ].
 *
 * With λ(y) = log q(y) − log p(y) over some coordinates, ℓ = λ(y_{S ∪ T}) − λ(y_S) against the data, and
 * ℓ = log p₂/p₁ = λ(y_{S₂}) − λ(y_{S₁}) against another matching, whose p₂ is held still as data are: p(y_{S ∪ T}) is in
 * both and cancels.
 */
export function ratioEstimator(comparison: RatioComparison, context: EstimatorContext): Estimator {
  const { objective, task, transform, otherSource } = comparison;
  const { target } = context;
  const all = [...task.source, ...task.target];
  const frame = frameOf(transform, all, objective.spread);
  const components = context.components;
  const path: Path =
    task.source.length === 0
      ? marginalPath(frame, components, context)
      : conditionalPath(frame, task.source.length, components, context);
  const { capacity } = path;

  // Where λ of the compared coordinates is taken: their places among (S, T).
  const compared = otherSource ?? all;
  const places = compared.map((coordinate) => all.indexOf(coordinate));
  const own = otherSource && ownLogRatio(target, frameOf(transform, compared, objective.spread), components, capacity);
  const ratio = own ?? logRatioOf(target, path.model, capacity);
  const given =
    task.source.length === 0
      ? undefined
      : ownLogRatio(target, frameOf(transform, task.source, objective.spread), components, path.sourceCapacity);

  const n = all.length;
  const m = compared.length;
  const gathered = new Float64Array(capacity * m);
  const logRatios = new Float64Array(capacity);
  const shares = new Float64Array(capacity);
  const byPoint = new Float64Array(capacity * n);

  return {
    estimate(key: Key, model: Gaussians, gradient?: Gradient, scale = 1): Estimate {
      const { count, points, mass, sources, sourceCount, sourceOf } = path.draw(key, model);
      own?.update(model);
      let at = points;
      if (own) {
        at = gathered;
        for (let row = 0; row < count; row++)
          for (let i = 0; i < m; i++) gathered[row * m + i] = points[row * n + places[i]];
      }
      ratio.evaluate(at, count);
      given?.update(model);
      given?.evaluate(sources, sourceCount);

      let total = 0;
      for (let row = 0; row < count; row++) total += mass[row];
      for (let row = 0; row < count; row++) {
        logRatios[row] = ratio.ofData.log[row] - ratio.ofModel.log[row];
        shares[row] = mass[row] / total;
        if (given) logRatios[row] -= given.ofData.log[sourceOf[row]] - given.ofModel.log[sourceOf[row]];
      }
      const logRatio = logRatios.subarray(0, count);
      const share = shares.subarray(0, count);
      const weight = perSample(objective.name, 'weight', objective.weight(arrays, logRatio, share), count);
      const value = meanOf(perSample(objective.name, 'integrand', objective.integrand(arrays, logRatio), count), share);
      const wrong = wrongWeight(weight);
      if (wrong !== undefined) refuseNumber(`weighs a sample ${wrong}`, objective.name, logRatio);
      if (!Number.isFinite(value)) refuseNumber(`is ${value}`, objective.name, logRatio);

      if (gradient) {
        byPoint.fill(0, 0, count * n);
        for (let row = 0; row < count; row++) {
          const factor = -scale * mass[row] * weight[row];
          for (let i = 0; i < m; i++)
            byPoint[row * n + places[i]] =
              factor * (ratio.ofData.score[row * m + i] - ratio.ofModel.score[row * m + i]);
        }
        path.backward(
          byPoint,
          path.needsValue ? generatorValues(objective, logRatio, weight, share, scale) : undefined,
          gradient,
        );
      }
      return { value, effectiveSampleSize: effectiveSampleSize(weight, share) };
    },
  };
}

/**
 * h(ℓ) with h′ = −w: what the probabilities of the components are moved by, since d ∫ p f(q/p) = ∫ h dp. It is the
 * generator's G, times what a normalisation over the batch has put on w. G′ is taken by a difference.
 */
function generatorValues(
  objective: RatioObjective,
  logRatio: Float64Array,
  weight: Float64Array,
  share: Float64Array,
  scale: number,
): Float64Array {
  const step = 1e-5;
  const at = (offset: number): Float64Array => {
    const moved = logRatio.map((value) => value + offset);
    const values = perSample(objective.name, 'generator', objective.generator(arrays, moved), moved.length);
    const wrong = values.find((value) => !Number.isFinite(value));
    if (wrong !== undefined) refuseNumber(`is ${wrong} in its generator`, objective.name, logRatio);
    return values;
  };
  const [below, above] = [at(-step), at(step)];
  let normalised = 0;
  let plain = 0;
  for (let row = 0; row < share.length; row++) {
    normalised += share[row] * weight[row];
    plain += (share[row] * (below[row] - above[row])) / (2 * step);
  }
  const factor = plain > 0 ? (scale * normalised) / plain : 0;
  return at(0).map((value) => factor * value);
}

function meanOf(values: Float64Array, share: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < share.length; row++) sum += share[row] * values[row];
  return sum;
}

function refuseNumber(what: string, name: string, logRatio: Float64Array): never {
  const largest = logRatio.reduce((most, each) => (Math.abs(each) > Math.abs(most) ? each : most), 0);
  return fail('NumericalFailure', {
    what: `the objective ${name} ${what} on a matching`,
    why: `the log ratio log q/p of its samples reaches ${largest.toPrecision(4)}`,
    hint: 'start nearer to the data, add spread, or clip where the objective can',
  });
}
