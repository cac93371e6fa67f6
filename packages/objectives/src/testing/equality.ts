import type { Matrix } from '@bcl/linalg';
import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import { arrays } from '../algebra/arrays';
import type { LikelihoodObjective, SampleObjective, SimpleObjective } from '../contract/objective';
import { cases } from './cases';
import type { Finding, Report } from './finding';
import { findings, largest, shown } from './finding';
import { inWords } from './mixture-density';
import { drawPoints, reversedPoints } from './point-sets';
import { expectation, logDensities } from './quadrature';

/**
 * At p = q a divergence is 0: φ(0) = 0; a likelihood's loss is 0 or the entropy of q, as its `atEquality` says; a set of points
 * is at distance 0 from itself, in any order, with a zero gradient.
 */
export function checkEquality(objective: SimpleObjective, key: Key): readonly Finding[] {
  return findings('equality', (report) => {
    switch (objective.form) {
      case 'ratio': {
        const [value] = objective.integrand(arrays, Float64Array.of(0));
        if (!(Math.abs(value) <= 1e-12)) {
          report(
            `the integrand at log-ratio 0, where p = q: expected 0, got ${shown(value)}; f(1) = 0 wants a constant taken off`,
          );
        }
        return;
      }
      case 'likelihood':
        return objective.targets === 'discrete' ? discrete(objective, report) : continuous(objective, report);
      case 'samples':
        return samples(objective, key, report);
    }
  });
}

function continuous(objective: LikelihoodObjective, report: Report): void {
  for (const { data } of cases) {
    const log = logDensities(data);
    const loss = expectation(
      log,
      objective.integrand(arrays, log, objective.needs.includes('dataDensity') ? log : undefined),
    );
    const entropy = -expectation(log, log);
    if (!expectLoss(objective, loss, entropy, `p = q = ${inWords(data)}`, report)) return;
  }
}

function discrete(objective: LikelihoodObjective, report: Report): void {
  const probabilities = [0.2, 0.5, 0.3];
  const log = Float64Array.from(probabilities, Math.log);
  const losses = objective.integrand(arrays, log, objective.needs.includes('dataDensity') ? log : undefined);
  const mean = (values: Float64Array): number => values.reduce((sum, value, i) => sum + probabilities[i] * value, 0);
  expectLoss(objective, mean(losses), -mean(log), `p = q = (${probabilities.join(', ')})`, report);
}

function expectLoss(
  objective: LikelihoodObjective,
  loss: number,
  entropy: number,
  where: string,
  report: Report,
): boolean {
  const expected = objective.atEquality === 'zero' ? 0 : entropy;
  if (Math.abs(loss - expected) <= 1e-9 * Math.max(1, Math.abs(entropy))) return true;
  const name = objective.atEquality === 'zero' ? '0' : `the entropy of q, ${shown(expected)}`;
  report(
    `the mean of the integrand at ${where}: expected ${name}, as atEquality: '${objective.atEquality}' says, got ${shown(loss)}`,
  );
  return false;
}

function samples(objective: SampleObjective, key: Key, report: Report): void {
  const points = drawPoints(fold(key, 'points'), 8, 2);
  const { value: unit } = objective.compare(drawPoints(fold(key, 'other points'), 8, 2), points, key);
  const trials: readonly (readonly [string, Matrix])[] = [
    ['a set of points with itself', points],
    ['a set of points with itself in another order', reversedPoints(points)],
  ];
  for (const [name, other] of trials) {
    const { value, gradient } = objective.compare(points, other, key);
    const size = Math.max(Math.abs(value), largest(gradient.data));
    if (size <= 1e-7 * Math.max(Math.abs(unit), 1e-300)) continue;
    return report(
      `compare ${name}: expected 0 and a zero gradient, got ${shown(value)} and entries up to ${shown(largest(gradient.data))} (another set gives ${shown(unit)}); take off what is left at equality, and match the same points with each other`,
    );
  }
}
