import { multiply, transpose } from '@bcl/linalg';
import { fold, key } from '@bcl/random';
import { haarOrthogonal } from '@bcl/transforms';
import fc from 'fast-check';
import { block, invert, logNormal, plain } from '../fixtures/brute-force';
import { nullCombinations } from '../fixtures/null-space';
import { drawRows, largestDifference, randomMixture, withGaps } from '../fixtures/random-cases';
import { observe, orThrow } from '../index';
import { restrict } from '../learner/matching-step';
import { toComponents } from '../mixture/mixture';
import { expectation, scoreRows } from '../expectation/expectation';
import { viewOf, type View } from './view';

const D = 4;
const truth = randomMixture(key('view'), 'full', 2, D);
const rows = withGaps(drawRows(truth, key(1), 50), key(2), 0.35).concat([[NaN, NaN, NaN, NaN]]);
const data = orThrow(observe(rows));

describe('a view on the original axes', () => {
  it('holds the known target cells of every row', () => {
    const target = [0, 2, 3];
    const view = viewOf(data, undefined, target);
    expect(view).toMatchObject({ dimension: 3, rows: 51, totalWeight: 51 });
    for (const { observed, missing, values, rows: own, rotation } of view.groups) {
      expect(rotation).toBeUndefined();
      expect([...observed, ...missing].sort()).toEqual([0, 1, 2]);
      own.forEach((n, i) => {
        observed.forEach((t, j) => expect(values[i * observed.length + j]).toBe(rows[n][target[t]]));
        missing.forEach((t) => expect(rows[n][target[t]]).toBeNaN());
      });
    }
  });

  it('shares the memory of complete data seen whole', () => {
    const whole = orThrow(observe(drawRows(truth, key(1), 5)));
    expect(viewOf(whole, undefined, [0, 1, 2, 3]).groups[0].values).toBe(whole.data);
  });
});

/** Per row: log-density of what the row knows of y_T under one Gaussian, by the direct formula. */
function direct(linear: Float64Array, target: number[]): number[] {
  const { means, covariances } = plain(truth);
  const [mean, covariance] = [means[0], covariances[0]];
  const a = target.map((t) => Array.from(linear.subarray(t * D, (t + 1) * D)));
  return rows.map((row) => {
    const gaps = row.flatMap((value, d) => (Number.isNaN(value) ? [d] : []));
    const combinations = nullCombinations(a.map((line) => gaps.map((d) => line[d])));
    const onCells = combinations.map((n) => row.map((_, d) => n.reduce((sum, w, t) => sum + w * a[t][d], 0)));
    const value = onCells.map((line) => line.reduce((sum, w, d) => sum + (gaps.includes(d) ? 0 : w * row[d]), 0));
    const centre = onCells.map((line) => line.reduce((sum, w, d) => sum + w * mean[d], 0));
    const spread = onCells.map((p) => onCells.map((q) => quadratic(p, covariance, q)));
    return value.length === 0 ? 0 : logNormal(value, centre, spread);
  });
}

const quadratic = (p: number[], matrix: number[][], q: number[]): number =>
  p.reduce((sum, pi, i) => sum + pi * q.reduce((s, qj, j) => s + matrix[i][j] * qj, 0), 0);

describe('a rotated view', () => {
  const targets = [[0], [1, 3], [0, 1, 2], [0, 1, 2, 3]];

  it('knows of y_T exactly what the known cells determine: the density of N A_T x, whichever basis N', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...targets), (seed, target) => {
        const { linear } = haarOrthogonal(key(seed), D);
        const logDensities = new Float64Array(rows.length);
        const one = restrict(rotatedComponent(linear), target);
        scoreRows(one, viewOf(data, linear, target), { logDensities });
        expect(largestDifference(logDensities, direct(linear, target))).toBeLessThan(1e-9);
      }),
      { numRuns: 20 },
    );
  });

  it('is an orthogonal change of basis per pattern whose last coordinates are free of the gaps', () => {
    const { linear } = haarOrthogonal(key(3), D);
    for (const target of targets)
      for (const { rotation, observed, missing, rows: own } of viewOf(data, linear, target).groups) {
        if (rotation === undefined) continue;
        const size = target.length;
        const unit = multiply(rotation, transpose(rotation, size, size), size, size, size);
        unit.forEach((value, i) => expect(value).toBeCloseTo(i % (size + 1) === 0 ? 1 : 0, 12));
        const gaps = rows[own[0]].flatMap((value, d) => (Number.isNaN(value) ? [d] : []));
        expect(missing).toHaveLength(Math.min(size, gaps.length));
        for (const i of observed)
          for (const d of gaps) {
            const onGap = target.reduce((sum, y, t) => sum + rotation[i * size + t] * linear[y * D + d], 0);
            expect(onGap).toBeCloseTo(0, 12);
          }
      }
  });

  it('gives moments that do not depend on the basis of the null space', () => {
    const { linear } = haarOrthogonal(key(4), D);
    const target = [0, 1, 2];
    const view = viewOf(data, linear, target);
    const other: View = { ...view, groups: view.groups.map((group, i) => spun(group, i)) };
    const model = restrict(rotatedComponent(linear), target);
    const a = expectation(model, view);
    const b = expectation(model, other);
    expect(a.logLikelihood).toBeCloseTo(b.logLikelihood, 9);
    expect(largestDifference(a.first, b.first)).toBeLessThan(1e-10);
    expect(largestDifference(a.second, b.second)).toBeLessThan(1e-10);
  });

  it('of complete rows is the rotation itself', () => {
    const whole = drawRows(truth, key(1), 20);
    const { linear } = haarOrthogonal(key(5), D);
    const { groups } = viewOf(orThrow(observe(whole)), linear, [1, 3]);
    expect(groups).toHaveLength(1);
    expect(groups[0].rotation).toBeUndefined();
    whole.forEach((row, n) =>
      [1, 3].forEach((y, j) =>
        expect(groups[0].values[n * 2 + j]).toBeCloseTo(
          row.reduce((sum, v, d) => sum + linear[y * D + d] * v, 0),
          12,
        ),
      ),
    );
  });

  it('handles linear maps with exact zeros, such as a permutation', () => {
    const swap = new Float64Array(16);
    [1, 0, 3, 2].forEach((d, y) => (swap[y * 4 + d] = 1));
    const logDensities = new Float64Array(rows.length);
    scoreRows(restrict(rotatedComponent(swap), [0, 1, 2]), viewOf(data, swap, [0, 1, 2]), { logDensities });
    const { means, covariances } = plain(truth);
    rows.forEach((row, n) => {
      const known = [1, 0, 3].filter((d) => !Number.isNaN(row[d]));
      const expected = logNormal(
        known.map((d) => row[d]),
        known.map((d) => means[0][d]),
        block(covariances[0], known, known),
      );
      expect(logDensities[n]).toBeCloseTo(known.length === 0 ? 0 : expected, 10);
    });
  });
});

/** Component 0 of the truth, alone, in the coordinates y = A x. */
function rotatedComponent(linear: Float64Array): ReturnType<typeof toComponents> {
  const { means, covariances } = plain(truth);
  const back = transpose(linear, D, D);
  return {
    ...toComponents(truth),
    components: 1,
    weights: Float64Array.of(1),
    means: multiply(linear, Float64Array.from(means[0]), D, D, 1),
    covariances: multiply(multiply(linear, Float64Array.from(covariances[0].flat()), D, D, D), back, D, D, D),
  };
}

/** The group in another orthonormal basis of its known part. */
function spun(group: View['groups'][number], index: number): View['groups'][number] {
  const { observed, rotation, values, rows: own } = group;
  const width = observed.length;
  if (rotation === undefined || width === 0) return group;
  const size = Math.sqrt(rotation.length);
  const { linear } = haarOrthogonal(fold(key('spin'), index), width);
  const turned = Float64Array.from(rotation);
  const from = observed[0] * size;
  turned.set(multiply(linear, rotation.subarray(from), width, width, size), from);
  return {
    ...group,
    rotation: turned,
    values: multiply(values, transpose(linear, width, width), own.length, width, width),
  };
}

test('the brute-force inverse is one', () => {
  const matrix = [
    [2, 0.5],
    [0.5, 1],
  ];
  const { inverse, logDeterminant } = invert(matrix);
  expect(inverse[0][0] * 2 + inverse[0][1] * 0.5).toBeCloseTo(1, 14);
  expect(logDeterminant).toBeCloseTo(Math.log(1.75), 14);
});
