import { readFileSync } from 'node:fs';
import path from 'node:path';
import { key } from '@bcl/random';
import { affine, identity } from '@bcl/transforms';
import { mixtureLearner, mixtureOf, observe, orThrow } from '../index';

interface Golden {
  readonly rows: number[][];
  readonly floor: number;
  readonly smoothing: number;
  readonly massGuard: number;
  readonly innerSteps: number;
  readonly start: number[];
  readonly draws: { target: number[]; rotation: number[] | null }[];
  readonly trace: { iteration: number; weights: number[]; means: number[]; covariances: number[] }[];
}

const golden = JSON.parse(readFileSync(path.join(__dirname, 'biglearn.golden.json'), 'utf8')) as Golden;

describe('BigLearn-EM', () => {
  it('follows an independent program over 50 matchings to 1e-8, given the same draws', () => {
    const { rows, floor, smoothing, massGuard, innerSteps } = golden;
    const dimension = rows[0].length;
    const means = [0, 1, 2].map((k) => golden.start.slice(k * dimension, (k + 1) * dimension));
    const unit = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const start = orThrow(mixtureOf({ means, covariances: [unit, unit, unit] }));
    const data = orThrow(observe(rows));
    const learner = mixtureLearner({ components: 3, floor, start });
    let state = learner.init(key(0), data);
    let compared = 0;
    golden.draws.forEach(({ target, rotation }, index) => {
      const transform =
        rotation === null ? identity(dimension) : affine(Float64Array.from(rotation), new Float64Array(dimension));
      const matching = { task: { source: [], target }, transform, objective: { innerSteps, smoothing, massGuard } };
      [state] = learner.step(key(index), state, data, matching);
      const expected = golden.trace.find(({ iteration }) => iteration === index + 1);
      if (expected === undefined) return;
      compared++;
      for (const name of ['weights', 'means', 'covariances'] as const)
        expected[name].forEach((value, i) => expect(Math.abs(state.model[name][i] - value)).toBeLessThan(1e-8));
    });
    expect(compared).toBe(golden.trace.length);
  });
});
