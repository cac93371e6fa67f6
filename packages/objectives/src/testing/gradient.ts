import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import { arrays } from '../algebra/arrays';
import type { LikelihoodObjective, RatioObjective, SampleObjective, SimpleObjective } from '../contract/objective';
import { caseInWords, cases } from './cases';
import { divergenceFrom, logRatio } from './divergence';
import { duals, variable } from './dual';
import { farFault } from './far';
import type { Finding, Report } from './finding';
import { agree, findings, largest, shown } from './finding';
import { parameterNames, parametersOf, pathsAt, scoresAt, withParameters } from './mixture-density';
import { drawPoints, movedPoints, withEntry } from './point-sets';
import { centralDifferences, expectation, logDensities, nodes } from './quadrature';

const tolerance = 1e-5;

/**
 * The gradient belongs to the value.
 *
 * - ratio: for Gaussians and mixtures, ∂D/∂θ by central differences of the integrand's quadrature equals
 *   −∫ p w ∇ₓℓ ∂x/∂θ dx with w = −G′, G′ by dual numbers; G′ is what differences of G give; and φ″ − φ′ = −G′ at log-ratios to
 *   ±60.
 * - likelihood: ∂ integrand / ∂ log p = −w, by central differences.
 * - samples: ∂ value / ∂ point of a few coordinates, by central differences with the same key.
 */
export function checkGradient(objective: SimpleObjective, key: Key): readonly Finding[] {
  return findings('gradient', (report) => {
    switch (objective.form) {
      case 'ratio':
        return ratio(objective, report);
      case 'likelihood':
        return likelihood(objective, report);
      case 'samples':
        return samples(objective, key, report);
    }
  });
}

function ratio(objective: RatioObjective, report: Report): void {
  const slope = (l: Float64Array): Float64Array => objective.generator(duals, variable(l)).slopes;
  const at = Float64Array.of(-3, -1, -0.2, 0.4, 1.3, 3);
  const generator = (l: Float64Array): Float64Array => objective.generator(arrays, l);
  const [differentiated, differences] = [slope(at), differencesOf(generator, at)];
  const wrong = at.findIndex(
    (_, i) => !agree(differentiated[i], differences[i], tolerance, 1e-3 * largest(differences)),
  );
  if (wrong >= 0) {
    return report(
      `the generator's derivative at log-ratio ${at[wrong]}: expected ${shown(differences[wrong])}, by differences of its values, got ${shown(differentiated[wrong])} by differentiation; look for a detach or a clip in it`,
    );
  }
  for (const each of cases) {
    const { model, data } = each;
    const logData = logDensities(data);
    const value = divergenceFrom(objective, logData);
    const exact = centralDifferences((theta) => value(withParameters(model, theta)), parametersOf(model));
    const logModel = logDensities(model);
    const [toData, toModel] = [scoresAt(data, nodes), scoresAt(model, nodes)];
    const pulls = slope(logRatio(logModel, logData)).map((pull, i) => pull * (toData[i] - toModel[i]));
    const found = pathsAt(model, nodes).map((path) =>
      expectation(
        logModel,
        pulls.map((pull, i) => pull * path[i]),
      ),
    );
    const j = exact.findIndex((value, k) => !agree(value, found[k], tolerance, largest(exact)));
    if (j < 0) continue;
    return report(
      `the gradient for ${caseInWords(each)} with respect to ${parameterNames(model)[j]}: expected ${shown(exact[j])}, by differences of the integrand's mean, got ${shown(found[j])} from the generator's derivative; ${pointwise(objective, slope)}`,
    );
  }
  const far = farFault(objective);
  if (far !== undefined) report(far);
}

/** Where the integrand and the generator part: r² f″(r) = φ″ − φ′ in ℓ, and −G′. */
function pointwise(objective: RatioObjective, slope: (l: Float64Array) => Float64Array): string {
  const at = Float64Array.of(0, -1, 1, -2, 2);
  const first = (l: Float64Array): Float64Array => objective.integrand(duals, variable(l)).slopes;
  const wanted = differencesOf(first, at).map((second, i) => second - first(at)[i]);
  const generated = slope(at).map((value) => -value);
  const i = at.findIndex((_, k) => !agree(wanted[k], generated[k], 1e-4, 1e-3));
  if (i < 0) return 'look at the generator and at the integrand far from log-ratio 0';
  return `at log-ratio ${at[i]} the integrand wants the weight r² f″(r) = ${shown(wanted[i])}, and the generator puts ${shown(generated[i])}: look at which of the two is wrong`;
}

/** Derivatives of a function of each sample. */
function differencesOf(f: (inputs: Float64Array) => Float64Array, at: Float64Array, width = 1e-5): Float64Array {
  const [above, below] = [f(at.map((value) => value + width)), f(at.map((value) => value - width))];
  return at.map((_, i) => (above[i] - below[i]) / (2 * width));
}

function likelihood(objective: LikelihoodObjective, report: Report): void {
  const at = Float64Array.of(-6, -2.5, -1, -0.4, -0.05);
  const known = objective.needs.includes('dataDensity') ? at.map((value) => value / 2 - 0.1) : undefined;
  const differences = differencesOf((l) => objective.integrand(arrays, l, known), at);
  const weights = objective.weight(arrays, at, known);
  const i = at.findIndex((_, k) => !agree(differences[k], -weights[k], tolerance, 1e-3 * largest(differences)));
  if (i < 0) return;
  report(
    `the weight at log p = ${at[i]}: expected ${shown(-differences[i])}, minus the derivative of the integrand by differences, got ${shown(weights[i])}; the learner follows −weight · ∇ log p`,
  );
}

function samples(objective: SampleObjective, key: Key, report: Report): void {
  for (const [rows, columns] of [
    [6, 2],
    [9, 2],
    [4, 3],
  ]) {
    const model = movedPoints(drawPoints(fold(key, 'model'), 6, columns), 0.7, 1.3);
    const data = drawPoints(fold(key, 'data'), rows, columns);
    const { gradient } = objective.compare(model, data, key);
    const value = (at: number, by: number): number =>
      objective.compare(withEntry(model, at, model.data[at] + by), data, key).value;
    for (const at of [0, columns + 1, 3 * columns, 6 * columns - 1]) {
      // A value with kinks, an absolute difference say, may have one within a width: then the smaller width decides.
      const differences = [1e-5, 1e-6].map((width) => (value(at, width) - value(at, -width)) / (2 * width));
      if (differences.some((each) => agree(each, gradient.data[at], 1e-4, largest(gradient.data)))) continue;
      return report(
        `the gradient of compare at row ${Math.floor(at / columns)}, column ${at % columns}, of 6 points against ${rows}: expected ${shown(differences[0])}, by differences of the value, got ${shown(gradient.data[at])}; look at its sign, at factors such as 1 / count, and whether both come from one matching of the points`,
      );
    }
  }
}
