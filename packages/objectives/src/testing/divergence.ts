import { arrays } from '../algebra/arrays';
import type { LikelihoodObjective, RatioObjective } from '../contract/objective';
import type { Density } from './mixture-density';
import { expectation, logDensities } from './quadrature';

/** The objective's value for two densities, by quadrature: E_p[φ(log q/p)], or E_q of a likelihood's integrand. */
export function divergence(objective: RatioObjective | LikelihoodObjective, model: Density, data: Density): number {
  return divergenceFrom(objective, logDensities(data))(model);
}

/** {@link divergence} as a function of the model, from log q at the nodes. */
export function divergenceFrom(
  objective: RatioObjective | LikelihoodObjective,
  logData: Float64Array,
): (model: Density) => number {
  return (model) => {
    const logModel = logDensities(model);
    if (objective.form === 'ratio') {
      return expectation(logModel, objective.integrand(arrays, logRatio(logModel, logData)));
    }
    const known = objective.needs.includes('dataDensity') ? logData : undefined;
    return expectation(logData, objective.integrand(arrays, logModel, known));
  };
}

/** log q − log p at the nodes. */
export const logRatio = (logModel: Float64Array, logData: Float64Array): Float64Array =>
  logData.map((value, i) => value - logModel[i]);
