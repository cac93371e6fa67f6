import { readFileSync } from 'node:fs';
import path from 'node:path';
import { aic, bic, fit, joint, meanLogDensity, mixtureOf, orThrow, runOrThrow, type CovarianceType } from '../index';

interface Golden {
  readonly made_by: string;
  readonly rows: number[][];
  readonly weights: number[];
  readonly means: number[][];
  readonly cases: {
    readonly covarianceType: CovarianceType;
    readonly ridge: number;
    readonly steps: {
      iterations: number;
      weights: number[];
      means: number[];
      covariances: number[];
      score: number;
      bic: number;
      aic: number;
    }[];
  }[];
}

const golden = JSON.parse(readFileSync(path.join(__dirname, 'scikit-learn.golden.json'), 'utf8')) as Golden;
const unit: Record<CovarianceType, number[] | number[][] | number[][][]> = {
  full: [1, 2, 3].map(() => [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]),
  tied: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  diagonal: [1, 2, 3].map(() => [1, 1, 1]),
  spherical: [1, 1, 1],
};
const largestDifference = (a: ArrayLike<number>, b: readonly number[]): number =>
  Math.max(...b.map((value, i) => Math.abs(value - a[i])));

describe.each(golden.cases)(
  'plain EM, $covarianceType covariances, ridge $ridge',
  ({ covarianceType, ridge, steps }) => {
    const start = orThrow(
      mixtureOf({ covarianceType, weights: golden.weights, means: golden.means, covariances: unit[covarianceType] }),
    );

    it.each(steps)('equals scikit-learn after $iterations iterations to 1e-8', async (expected) => {
      const { model, iterations } = await runOrThrow(
        fit(golden.rows, {
          components: 3,
          covarianceType,
          start,
          ridge,
          floor: 0,
          scale: 'none',
          strategy: joint({ maxIterations: expected.iterations, tolerance: 0 }),
        }),
      );
      expect(iterations).toBe(expected.iterations);
      expect(largestDifference(model.weights, expected.weights)).toBeLessThan(1e-8);
      expect(largestDifference(model.means, expected.means)).toBeLessThan(1e-8);
      expect(model.covariances).toHaveLength(expected.covariances.length);
      expect(largestDifference(model.covariances, expected.covariances)).toBeLessThan(1e-8);
      expect(orThrow(meanLogDensity(model, golden.rows))).toBeCloseTo(expected.score, 9);
      expect(orThrow(bic(model, golden.rows))).toBeCloseTo(expected.bic, 6);
      expect(orThrow(aic(model, golden.rows))).toBeCloseTo(expected.aic, 6);
    });
  },
);
