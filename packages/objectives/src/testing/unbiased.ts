import { fold, normal } from '@bcl/random';
import type { Key } from '@bcl/random';
import { arrays } from '../algebra/arrays';
import type { LikelihoodObjective, RatioObjective, SimpleObjective } from '../contract/objective';
import { caseInWords, cases } from './cases';
import { divergenceFrom, logRatio } from './divergence';
import { duals, variable } from './dual';
import type { Finding } from './finding';
import { findings, shown } from './finding';
import {
  logDensitiesAt,
  parameterNames,
  parameterScoresAt,
  parametersOf,
  scoresAt,
  withParameters,
} from './mixture-density';
import { centralDifferences, expectation, logDensities, nodes } from './quadrature';

/** Two Gaussians, for which a sample is mean + deviation · ε. */
const [trial] = cases;
const batches = 48;
const size = 300;

/**
 * The Monte-Carlo gradient that a learner follows has the exact gradient as its mean: over many batches from a Gaussian, within
 * 4 standard errors. Of weights that are normalised over the batch, the mean is the exact gradient over E_p[−G′] up to the
 * bias of a ratio of means, of the order 1 / batch, whose first-order value (Cochran, Sampling Techniques, 3rd edition, §6.8)
 * by quadrature is allowed for twice over.
 */
export function checkUnbiased(objective: SimpleObjective, key: Key): readonly Finding[] {
  if (objective.form === 'samples' || (objective.form === 'likelihood' && objective.targets === 'discrete')) return [];
  return findings('unbiased', (report) => {
    const value = divergenceFrom(objective, logDensities(trial.data));
    const exact = centralDifferences((theta) => value(withParameters(trial.model, theta)), parametersOf(trial.model));
    const draws = Array.from({ length: batches }, (_, i) =>
      sampledGradient(objective, fold(fold(key, 'unbiased'), i), size),
    );
    const { norm, bias } = normalisation(objective, exact);
    exact.forEach((gradient, j) => {
      const mean = draws.reduce((sum, draw) => sum + draw[j], 0) / batches;
      const squares = draws.reduce((sum, draw) => sum + (draw[j] - mean) ** 2, 0);
      const error = Math.sqrt(squares / (batches - 1) / batches);
      const [expected, allowed] = [
        gradient / norm,
        4 * error + 2 * Math.abs(bias[j]) + 1e-9 * Math.abs(gradient / norm),
      ];
      if (Math.abs(mean - expected) <= allowed) return;
      report(
        `the mean of ${batches} sampled gradients with batches of ${size} for ${caseInWords(trial)}, with respect to ${parameterNames(trial.model)[j]}: expected ${shown(expected)}${norm === 1 ? '' : ' (normalised)'} within ${shown(allowed)}, got ${shown(mean)}; look at what weight does with a large batch: what it cuts off or forgets is a bias`,
      );
    });
  });
}

/** The gradient from one batch, as a learner computes it. */
export function sampledGradient(
  objective: RatioObjective | LikelihoodObjective,
  key: Key,
  count: number,
): readonly number[] {
  const { model, data } = trial;
  const [{ mean, deviation }] = objective.form === 'ratio' ? model : data;
  const noise = normal(key, count);
  const points = noise.map((epsilon) => mean + deviation * epsilon);
  const [logModel, logData] = [logDensitiesAt(model, points), logDensitiesAt(data, points)];
  if (objective.form === 'ratio') {
    const weights = objective.weight(arrays, logRatio(logModel, logData));
    const [toData, toModel] = [scoresAt(data, points), scoresAt(model, points)];
    const pulls = weights.map((weight, i) => -weight * (toData[i] - toModel[i]));
    return [average(pulls), average(pulls.map((pull, i) => pull * noise[i]))];
  }
  const weights = objective.weight(arrays, logModel, objective.needs.includes('dataDensity') ? logData : undefined);
  return parameterScoresAt(model, points).map((scores) => average(scores.map((score, i) => -weights[i] * score)));
}

const average = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What the mean of normalised weights divides the gradient by, and the bias that dividing by it in each batch has. */
function normalisation(
  objective: RatioObjective | LikelihoodObjective,
  exact: readonly number[],
): { readonly norm: number; readonly bias: readonly number[] } {
  const none = { norm: 1, bias: exact.map(() => 0) };
  if (objective.form !== 'ratio' || !isNormalised(objective)) return none;
  const { model, data } = trial;
  const [{ mean, deviation }] = model;
  const log = logDensities(model);
  const weights = objective.generator(duals, variable(logRatio(log, logDensities(data)))).slopes.map((slope) => -slope);
  const norm = expectation(log, weights);
  const [toData, toModel] = [scoresAt(data, nodes), scoresAt(model, nodes)];
  const bias = exact.map((gradient, j) => {
    // The ratio of the means of w h and w: its bias is (R Var w − Cov(w h, w)) / (n E[w]²) to first order.
    const residual = nodes.map((x, i) => {
      const path = j === 0 ? 1 : (x - mean) / deviation;
      return weights[i] * (weights[i] - norm) * (gradient / norm + path * (toData[i] - toModel[i]));
    });
    return expectation(log, residual) / (size * norm ** 2);
  });
  return { norm, bias };
}

/** Whether weights depend on their company: twice the same sample and a heavier one weigh otherwise than alone. */
function isNormalised(objective: RatioObjective): boolean {
  const [among] = objective.weight(arrays, Float64Array.of(0.3, 2));
  const [alone] = objective.weight(arrays, Float64Array.of(0.3, 0.3));
  return Math.abs(among - alone) > 1e-6 * Math.abs(alone);
}
