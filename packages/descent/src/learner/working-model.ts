import { problem, ProblemError } from '@bcl/errors';
import type { CovarianceCollapse } from '../failure';
import { allocateGaussians, type Gaussians } from '../state/gaussians';
import { toLogDiagonal, type Gradient } from '../state/gradient';
import type { DescentState } from '../state/state';
import { moveFactors, naturalGradient } from './natural';
import { descendBy, workingMoments, type Optimizer } from './optimizer';

/** A model that is moved in place during one step; what it was made from stays as it was. */
export interface WorkingModel {
  /** The model as the kernels read it. */
  readonly gaussians: Gaussians;
  /**
   * One gradient step. The gradient is by L on entry, and is turned into the direction of the step.
   *
   * @param spread - the noise that blurred the comparison, which the natural gradient takes account of; 0 without it
   */
  descend(gradient: Gradient, rate: number, spread?: number): void;
  /** The state after the step. */
  state(): DescentState;
}

/** What a working model must know beside its state. */
export interface WorkingModelOptions {
  readonly optimizer: Optimizer;
  readonly learnWeights: boolean;
  /** The least standard deviation a component may come to. */
  readonly smallest: number;
}

const overflow = 'its gradient was not finite, or a step along it left the range of float64';

/** A copy of a state, to be moved. */
export function workingModel(from: DescentState, options: WorkingModelOptions): WorkingModel {
  const { components, dimension } = from;
  const { optimizer, learnWeights, smallest } = options;
  const weights = from.weights.slice();
  const means = from.means.slice();
  const factors = from.factors.slice();
  const count = means.length + factors.length + components;
  let moments = workingMoments(optimizer, from.moments, count);
  const gaussians: Gaussians = { ...allocateGaussians(components, dimension), weights, means };
  refresh();
  refreshWeights();

  /** From logarithms of the diagonals to factors, making sure that there is still a model. */
  function refresh(): void {
    const size = dimension * dimension;
    for (let k = 0; k < components; k++) {
      let finite = 0;
      for (let d = 0; d < dimension; d++) finite += means[k * dimension + d];
      for (let i = 0; i < dimension; i++)
        for (let j = 0; j <= i; j++) {
          const at = k * size + i * dimension + j;
          const value = i === j ? Math.exp(factors[at]) : factors[at];
          gaussians.factors[at] = value;
          finite += value;
          if (i === j && value < smallest) {
            // The diagonal of L: what is left of a coordinate's deviation once the ones before it are known.
            const given = i === 0 ? '' : ' given the ones before it';
            collapsed(k, `standard deviation ${value.toExponential(2)} along coordinate ${i}${given}`);
          }
        }
      if (!Number.isFinite(finite)) collapsed(k, 'numbers that are not finite', overflow);
    }
  }

  function refreshWeights(): void {
    for (let k = 0; k < components; k++) gaussians.logWeights[k] = Math.log(weights[k]);
  }

  /** Logits are the logarithms of the weights: a softmax does not see a shift. */
  function descendWeights(by: Float64Array, rate: number): void {
    const logits = gaussians.logWeights;
    descendBy(optimizer, logits, by, rate, moments, means.length + factors.length);
    let top = -Infinity;
    for (let k = 0; k < components; k++) top = Math.max(top, logits[k]);
    let sum = 0;
    for (let k = 0; k < components; k++) sum += Math.exp(logits[k] - top);
    const shift = top + Math.log(sum);
    for (let k = 0; k < components; k++) weights[k] = Math.exp(logits[k] - shift);
    const lost = weights.findIndex((weight) => !(weight > 0));
    if (lost >= 0) collapsed(lost, `weight ${weights[lost]}`, Number.isNaN(weights[lost]) ? overflow : undefined);
    refreshWeights();
  }

  function collapsed(component: number, what: string, why?: string): never {
    const collapse: CovarianceCollapse = {
      ...problem('CovarianceCollapse', {
        what: `component ${component} came to ${what}`,
        where: `step ${from.step}`,
        why: why ?? 'its gradient steps were too long, or the objective pulls it to a point',
        hint: 'lower the rate, take more samples, or use an objective with spread',
      }),
      component,
      step: from.step,
    };
    throw new ProblemError(collapse);
  }

  return {
    gaussians,
    descend(gradient, rate, spread = 0) {
      if (optimizer === 'natural') naturalGradient(gradient, gaussians, spread, rate);
      else toLogDiagonal(gradient, gaussians.factors, dimension);
      if (optimizer === 'adam') moments = { ...moments, count: moments.count + 1 };
      descendBy(optimizer, means, gradient.means, rate, moments, 0);
      if (optimizer === 'natural') moveFactors(factors, gradient.factors, gaussians, rate, spread);
      else descendBy(optimizer, factors, gradient.factors, rate, moments, means.length);
      if (learnWeights) descendWeights(gradient.logits, rate);
      refresh();
    },
    state: () => ({ step: from.step + 1, components, dimension, weights, means, factors, moments }),
  };
}
