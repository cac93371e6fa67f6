import type { Gaussians } from '../state/gaussians';
import { allocateDensities, evaluateDensities, type Densities } from '../projection/density';
import type { Frame } from '../projection/frame';
import { allocateProjected, project, type Projected } from '../projection/projected';

/**
 * λ(y) = log q(y) − log p(y) over one frame, and its gradient. Every log ratio a matching asks for is a difference of two of
 * them: log q(y_T | y_S) / p(y_T | y_S) = λ(y_{S ∪ T}) − λ(y_S).
 */
export interface LogRatio {
  readonly ofData: Densities;
  readonly ofModel: Densities;
  /** Evaluates both densities at `count` points; the model's projection must be up to date. */
  evaluate(points: Float64Array, count: number): void;
}

/** λ over a frame, for a model whose projection onto the frame someone else keeps up to date. */
export function logRatioOf(target: Gaussians, model: Projected, capacity: number): LogRatio {
  const data = allocateProjected(model.frame, target.components);
  project(data, target);
  const ofData = allocateDensities(data, capacity);
  const ofModel = allocateDensities(model, capacity);
  return {
    ofData,
    ofModel,
    evaluate(points, count) {
      evaluateDensities(data, points, count, ofData);
      evaluateDensities(model, points, count, ofModel);
    },
  };
}

/** λ over a frame with a projection of its own. */
export function ownLogRatio(
  target: Gaussians,
  frame: Frame,
  components: number,
  capacity: number,
): LogRatio & { readonly update: (model: Gaussians) => void } {
  const model = allocateProjected(frame, components);
  return { ...logRatioOf(target, model, capacity), update: (gaussians) => project(model, gaussians) };
}
