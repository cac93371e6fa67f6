import { mixtureOf, orThrow, type Mixture } from '@bcl/em';
import { alphaBridge, spread } from '@bcl/objectives';
import { matrix } from '@bcl/linalg';
import { task } from '@bcl/masks';
import { key } from '@bcl/random';
import { identity, rotation2d } from '@bcl/transforms';
import * as E from 'fp-ts/lib/Either.js';
import { integral } from '../fixtures/reference';
import { near, target } from '../fixtures/fitting';
import { evaluate } from './evaluate';

const gaussian = (mean: number, variance: number): Mixture =>
  orThrow(mixtureOf({ means: [[mean]], covariances: [variance] }));

describe('evaluate', () => {
  it.each([
    [0, 1, 1, 2],
    [2, 0.5, -1, 1],
  ])('knows KL(N(%d, %d) || N(%d, %d))', (m1, v1, m2, v2) => {
    const { value, effectiveSampleSize } = orThrow(evaluate('reverseKL', gaussian(m1, v1), gaussian(m2, v2)));
    const exact = 0.5 * (v1 / v2 - 1 - Math.log(v1 / v2) + (m1 - m2) ** 2 / v2);
    expect(Math.abs(value - exact)).toBeLessThan(0.08);
    expect(effectiveSampleSize).toBeCloseTo(1, 12);
  });

  it.each([
    ['a rotated marginal', { task: task([], [0]), transform: rotation2d(0.7) }],
    ['a conditional', { task: task([0], [1]), transform: identity(2) }],
  ])('evaluates %s', (_, matching) => {
    const integrand = (logData: number, logModel: number): number => logModel - logData;
    const exact = integral({ data: target, ...matching, integrand, width: 8, steps: 80 })(near);
    const { value } = orThrow(evaluate('reverseKL', near, target, matching, { key: key(2), samples: 20_000 }));
    expect(Math.abs(value - exact)).toBeLessThan(0.05);
    expect(exact).toBeGreaterThan(0.1);
  });

  it('takes annealed objectives where it is told', () => {
    const objective = alphaBridge({ alpha: { from: 1, to: 0 } });
    const at = (progress: number) =>
      orThrow(evaluate(objective, near, target, undefined, { progress, samples: 500 })).value;
    const fixed = (alpha: number) =>
      orThrow(evaluate(alphaBridge({ alpha }), near, target, undefined, { samples: 500 })).value;
    expect(at(1)).toBe(fixed(0));
    expect(at(0)).toBe(fixed(1));
    expect(at(0.25)).toBe(fixed(0.75));
  });

  it('sees less through spread', () => {
    const sharp = orThrow(evaluate('reverseKL', near, target)).value;
    const blurred = orThrow(evaluate(spread({ of: 'reverseKL', scale: 5 }), near, target)).value;
    expect(Math.abs(blurred)).toBeLessThan(0.2 * sharp);
  });

  it.each([
    ['no samples', () => evaluate('reverseKL', near, target, undefined, { samples: 0 }), 'samples is 0'],
    [
      'an annealed objective at no moment',
      () => evaluate(spread({ of: 'reverseKL', scale: { from: 1, to: 0 } }), near, target),
      'changes over a run, and progress is not given; give the part',
    ],
    [
      'a moment beyond the run',
      () => evaluate('reverseKL', near, target, undefined, { progress: 2 }),
      'progress is 2; give the part',
    ],
    [
      'a moment that is none',
      () => evaluate('reverseKL', near, target, undefined, { progress: NaN }),
      'progress is NaN; give the part',
    ],
    ['an unknown name', () => evaluate('backwardKL', near, target), 'backwardKL'],
    ['two dimensions', () => evaluate('reverseKL', gaussian(0, 1), target), 'the model has 1 coordinates'],
    [
      'a batch too wide',
      () => evaluate('forwardKL', near, target, undefined, { batch: matrix(1, 3) }),
      'has 3 coordinates',
    ],
    ['nothing to learn from', () => evaluate('crossEntropy', near, target), 'discrete targets'],
  ])('answers %s with a problem', (_, act, message) => {
    const result = act();
    expect(E.isLeft(result) && result.left.message).toContain(message);
  });

  it('uses the rows it is given', () => {
    const batch = matrix(1, 1, Float64Array.of(3));
    const { value } = orThrow(evaluate('forwardKL', gaussian(0, 1), gaussian(0, 1), undefined, { batch }));
    expect(value).toBeCloseTo(4.5 + 0.9189385332046727, 12);
  });
});
