import { matrix } from '@bcl/linalg';
import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import type { SampleObjective, SimpleObjective } from '../contract/objective';
import { caseInWords, cases } from './cases';
import { divergence } from './divergence';
import type { Finding, Report } from './finding';
import { findings, largest, shown } from './finding';
import { parametersOf, withParameters } from './mixture-density';
import { drawPoints, movedPoints } from './point-sets';
import { sampledGradient } from './unbiased';

/**
 * A small step along the negative gradient lowers the divergence: of the parameters of a Gaussian, with a gradient from
 * samples; of a set of points, with the gradient from `compare`.
 */
export function checkDescent(objective: SimpleObjective, key: Key): readonly Finding[] {
  if (objective.form === 'likelihood' && objective.targets === 'discrete') return [];
  return findings('descent', (report) => {
    if (objective.form === 'samples') return samples(objective, key, report);
    const [each] = cases;
    const theta = parametersOf(each.model);
    const gradient = sampledGradient(objective, fold(key, 'descent'), 1000);
    const length = Math.hypot(...gradient);
    const stepped = theta.map((value, j) => value - (0.02 * gradient[j]) / length);
    const [before, after] = [theta, stepped].map((at) =>
      divergence(objective, withParameters(each.model, at), each.data),
    );
    if (after < before) return;
    report(
      `a step of length 0.02 along the negative gradient from 1000 samples for ${caseInWords(each)}: expected less than ${shown(before)}, got ${shown(after)}; look at the sign of the weight`,
    );
  });
}

function samples(objective: SampleObjective, key: Key, report: Report): void {
  const data = drawPoints(fold(key, 'data'), 12, 2);
  const model = movedPoints(drawPoints(fold(key, 'model'), 10, 2), 1, 1.5);
  const { value, gradient } = objective.compare(model, data, key);
  const most = largest(gradient.data);
  const moved = matrix(
    model.rows,
    model.columns,
    model.data.map((at, i) => at - (0.01 * gradient.data[i]) / most),
  );
  const { value: after } = objective.compare(moved, data, key);
  if (after < value) return;
  report(
    `a step by up to 0.01 along the negative gradient of compare: expected less than ${shown(value)}, got ${shown(after)}; the gradient is ∂ value / ∂ model: look at its sign and at the order of its rows`,
  );
}
