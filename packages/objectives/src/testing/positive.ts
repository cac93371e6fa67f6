import { matrix } from '@bcl/linalg';
import type { Matrix } from '@bcl/linalg';
import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import { arrays } from '../algebra/arrays';
import type { LikelihoodObjective, SampleObjective, SimpleObjective } from '../contract/objective';
import { caseInWords, cases } from './cases';
import { divergence } from './divergence';
import type { Finding, Report } from './finding';
import { findings, largest, shown } from './finding';
import { drawPoints, movedPoints } from './point-sets';

/**
 * Where p ≠ q a divergence is above its value at p = q, and never below it. Of sets of points: whether they differ in one
 * coordinate, in their spread, or in their correlation alone.
 */
export function checkPositive(objective: SimpleObjective, key: Key): readonly Finding[] {
  return findings('positive', (report) => {
    switch (objective.form) {
      case 'ratio':
        return continuous(
          (each) => divergence(objective, each.model, each.data),
          () => 0,
          report,
        );
      case 'likelihood':
        if (objective.targets === 'discrete') return discrete(objective, report);
        return continuous(
          (each) => divergence(objective, each.model, each.data),
          (each) => divergence(objective, each.data, each.data),
          report,
        );
      case 'samples':
        return samples(objective, key, report);
    }
  });
}

type Value = (each: (typeof cases)[number]) => number;

function continuous(value: Value, least: Value, report: Report): void {
  for (const each of cases) {
    const [found, floor] = [value(each), least(each)];
    if (found > floor + 1e-9) continue;
    return report(
      `the divergence by quadrature for ${caseInWords(each)}: expected more than ${shown(floor)}, its value at p = q, got ${shown(found)}; look at the sign of the integrand, and whether f is convex`,
    );
  }
}

function discrete(objective: LikelihoodObjective, report: Report): void {
  const data = [0.2, 0.5, 0.3];
  const log = Float64Array.from(data, Math.log);
  const loss = (model: readonly number[]): number => {
    const known = objective.needs.includes('dataDensity') ? log : undefined;
    const losses = objective.integrand(arrays, Float64Array.from(model, Math.log), known);
    return losses.reduce((sum, value, i) => sum + data[i] * value, 0);
  };
  for (const model of [
    [0.5, 0.2, 0.3],
    [0.21, 0.49, 0.3],
    [0.05, 0.9, 0.05],
  ]) {
    if (loss(model) > loss(data) + 1e-9) continue;
    return report(
      `the loss for p = (${model.join(', ')}), q = (${data.join(', ')}): expected more than ${shown(loss(data))}, its value at p = q, got ${shown(loss(model))}; a loss that another p makes smaller does not lead to q`,
    );
  }
}

function samples(objective: SampleObjective, key: Key, report: Report): void {
  for (let trial = 0; trial < 8; trial++) {
    const at = fold(fold(key, 'sets'), trial);
    const model = drawPoints(fold(at, 'model'), 6, 2);
    const data = drawPoints(fold(at, 'data'), trial % 2 === 0 ? 6 : 9, 2);
    const { value } = objective.compare(model, data, at);
    if (!(value >= 0)) return report(`compare two different sets of points: expected at least 0, got ${shown(value)}`);
    const pairs = [
      ['a set of points with itself shifted by 3 in every coordinate', movedPoints(model, 3), model] as const,
      ...differences(fold(at, 'pairs')),
    ];
    const values = pairs.map(([, one, other]) => objective.compare(one, other, at).value);
    // A value that is blind to a difference may be off 0 by rounding.
    const blind = values.findIndex((found) => !(found > 1e-9 * largest(values)));
    if (blind < 0) continue;
    return report(
      `compare ${pairs[blind][0]}: expected more than 0, got ${shown(values[blind])}; a divergence is 0 for equal distributions alone`,
    );
  }
}

/** Sets of points that differ in one respect only, about the origin. */
function differences(key: Key): readonly (readonly [name: string, one: Matrix, other: Matrix])[] {
  const points = pointsAndOpposites(drawPoints(key, 4, 3));
  const shifts = [0, 1, 2].map((coordinate) => {
    const shifted = points.data.map((value, i) => (i % 3 === coordinate ? value + 2 : value));
    const name = `a set of points with itself shifted by 2 in coordinate ${coordinate} of 3`;
    return [name, matrix(points.rows, 3, shifted), points] as const;
  });
  const noise = drawPoints(fold(key, 'noise'), 4, 2);
  const inclined = (sign: number): Matrix =>
    pointsAndOpposites(
      matrix(
        4,
        2,
        noise.data.map((value, i) => (i % 2 === 0 ? value : sign * (0.8 * noise.data[i - 1] + 0.6 * value))),
      ),
    );
  return [
    ...shifts,
    ['a set of points with itself at twice the distance from its mean', movedPoints(points, 0, 2), points],
    ['two sets of points with equal coordinates and opposite correlation', inclined(1), inclined(-1)],
  ];
}

/** The points and their reflections at the origin, which is then their mean. */
const pointsAndOpposites = ({ rows, columns, data }: Matrix): Matrix =>
  matrix(2 * rows, columns, Float64Array.of(...data, ...data.map((value) => -value)));
