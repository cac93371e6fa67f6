import { mixtureOf, orThrow, type Mixture } from '@bcl/em';
import { alphaBridge, reverseKL, spread, weightedSum, type ObjectiveLike } from '@bcl/objectives';
import { conditional, joint, marginal, task } from '@bcl/masks';
import { matrix } from '@bcl/linalg';
import { checkLearner, matchingSampler, runSync } from '@bcl/matching';
import { fold, key, normal } from '@bcl/random';
import { haarOrthogonal, identity } from '@bcl/transforms';
import { randomMixture } from '../fixtures/mixtures';
import { distanceOfMeans } from '../fixtures/sample-objective';
import { matchings, near, target } from '../fixtures/fitting';
import { mixtureDescent, mixtureOfState, stateOf, type DescentOptions } from '../index';

const jointly = { task: task([], [0, 1]), transform: identity(2), objective: 'reverseKL' };

const learnerOf = (options: Partial<DescentOptions> = {}) =>
  mixtureDescent({ target, start: near, steps: 8, ...options });

describe('a descending mixture keeps the contract of a learner', () => {
  const everything: ObjectiveLike = weightedSum([
    [1, 'reverseKL'],
    [0.5, alphaBridge({ alpha: { from: 1, to: 0 } })],
    [0.2, 'forwardKL'],
    [0.1, 'communication'],
  ]);
  it.each([
    ['marginals', 'sgd', marginal(1), 'reverseKL'],
    ['conditionals', 'adam', conditional(0.5), everything],
    ['joint matchings of samples', 'sgd', joint(), distanceOfMeans],
  ] as const)('on %s, by %s', (_, optimizer, where, objective) => {
    const learnWeights = objective !== distanceOfMeans;
    const learner = learnerOf({ optimizer, learnWeights, innerSteps: 2, samples: 10, rate: 0.01 });
    const trial = { key: key(1), dimension: 2, steps: 3 };
    const sampler = matchingSampler({ task: where, transform: haarOrthogonal, objective });
    const withBatch = { rows: 4, columns: 2, data: normal(key(2), 8) };
    for (const batch of [undefined, withBatch])
      expect(checkLearner(learner, { ...trial, batch, matchings: sampler })).toEqual([]);
  });

  it('and moves: weights only when they are learned', () => {
    const before = stateOf(near);
    const [fixed] = learnerOf().step(key(1), before, undefined, jointly);
    expect(fixed.means).not.toEqual(before.means);
    expect(fixed.factors).not.toEqual(before.factors);
    expect(fixed.weights).toEqual(before.weights);
    const [free] = learnerOf({ learnWeights: true }).step(key(1), before, undefined, jointly);
    expect(free.weights).not.toEqual(before.weights);
    expect(free.weights[0] + free.weights[1]).toBeCloseTo(1, 14);
  });
});

describe('a step', () => {
  it('takes as many gradient steps as it is told to, on one matching', () => {
    const one = learnerOf({ innerSteps: 1 });
    const three = learnerOf({ innerSteps: 3 });
    const before = stateOf(near);
    const [short] = one.step(key(1), before, undefined, jointly);
    const [long] = three.step(key(1), before, undefined, jointly);
    const moved = ({ means }: { means: Float64Array }) =>
      Math.hypot(...means.map((value, i) => value - before.means[i]));
    expect(moved(long)).toBeGreaterThan(1.5 * moved(short));
    expect([short.step, long.step]).toEqual([1, 1]);
  });

  it('follows the rate of its moment', () => {
    const before = stateOf(near);
    const still = learnerOf({ rate: { from: 0.1, to: 0, during: [0, 0.5] } });
    const [after] = still.step(key(1), { ...before, step: 4 }, undefined, jointly);
    expect(after.means).toEqual(before.means);
    const [half] = still.step(key(1), { ...before, step: 2 }, undefined, jointly);
    const [full] = still.step(key(1), { ...before, step: 0 }, undefined, jointly);
    half.means.forEach((value, at) =>
      expect(value - before.means[at]).toBeCloseTo((full.means[at] - before.means[at]) / 2, 12),
    );
  });

  it('resolves annealed objectives at its moment', () => {
    const objective = alphaBridge({ alpha: { from: 1, to: 0 } });
    const before = { ...stateOf(near), step: 2 };
    const [annealed] = learnerOf().step(key(1), before, undefined, { ...jointly, objective });
    const [fixed] = learnerOf().step(key(1), before, undefined, {
      ...jointly,
      objective: alphaBridge({ alpha: 0.75 }),
    });
    expect(annealed).toEqual(fixed);
    const [end] = learnerOf().step(key(1), { ...before, step: 8 }, undefined, { ...jointly, objective });
    const [reverse] = learnerOf().step(key(1), { ...before, step: 8 }, undefined, {
      ...jointly,
      objective: reverseKL(),
    });
    end.means.forEach((value, at) => expect(value).toBeCloseTo(reverse.means[at], 12));
  });

  it('says what it saw', () => {
    const [, info] = learnerOf({ samples: 5000 }).step(key(1), stateOf(target), undefined, jointly);
    expect(info.value).toBeCloseTo(0, 12);
    expect(info.gradientNorm).toBeCloseTo(0, 12);
    expect(info.effectiveSampleSize).toBeCloseTo(1, 12);
    expect(info.objective).toBe('reverseKL');
  });

  it.each([
    ['an unknown objective', { ...jointly, objective: 'reverseLK' }, /reverseLK/],
    ['a matching of another dimension', { ...jointly, transform: identity(3) }, /3 coordinates, the target has 2/],
  ])('refuses %s', (_, matching, message) => {
    expect(() => learnerOf().step(key(1), stateOf(near), undefined, matching)).toThrow(message);
  });

  it('says at which step numbers failed', () => {
    const weight = (): never => {
      throw new RangeError('late failure');
    };
    const late = { ...reverseKL(), name: 'late', weight };
    const act = () =>
      learnerOf().step(key(1), { ...stateOf(near), step: 5 }, undefined, { ...jointly, objective: late });
    expect(act).toThrow('step 5: the objective late threw in weight: late failure');
  });

  it('refuses a batch and a state of another dimension, and an empty batch', () => {
    const step = (batch: ReturnType<typeof matrix>) => learnerOf().step(key(1), stateOf(near), batch, jointly);
    expect(() => step(matrix(3, 5))).toThrow('the batch has 5 coordinates, the target 2');
    expect(() => step(matrix(0, 2))).toThrow('the batch is empty');
    const three = stateOf(randomMixture(key(1), 1, 3));
    expect(() => learnerOf().step(key(1), three, undefined, jointly)).toThrow('the state has 3 coordinates');
  });
});

describe('a descent from nearby', () => {
  const reached = (
    options: Partial<DescentOptions>,
    sampler = matchings(300),
    dimension = 2,
    data: Mixture = target,
  ) => {
    const learner = mixtureDescent({ target: data, start: near, steps: 300, ...options });
    let state = learner.init(key(0), undefined);
    const plan = { key: key(3), dimension, matchings: sampler, steps: 300, batch: undefined, state };
    for (const report of runSync(learner, plan)) state = report.state;
    return mixtureOfState(state);
  };

  it.each<[string, Partial<DescentOptions>, ReturnType<typeof matchings>]>([
    ['rotated marginals', { innerSteps: 4 }, matchings(300)],
    ['the joint distribution', {}, matchingSampler({ task: joint(), objective: 'reverseKL' })],
    [
      'blurred rotated marginals, by natural steps',
      { optimizer: 'natural', rate: { from: 0.3, to: 0.05 }, innerSteps: 4, sampling: 'equal' },
      matchingSampler({
        task: marginal(1),
        transform: haarOrthogonal,
        objective: spread({ of: 'reverseKL', scale: { from: 1, to: 0 } }),
      }),
    ],
    [
      'rotated conditionals, by Adam',
      { optimizer: 'adam', rate: { from: 0.03, to: 0.001 }, samples: 40, innerSteps: 2 },
      matchingSampler({ task: conditional(0.5), transform: haarOrthogonal, objective: 'jensenShannon' }),
    ],
    [
      'the joint distribution, by maximum likelihood',
      { samples: 400, rate: { from: 0.3, to: 0.01 } },
      matchingSampler({ task: joint(), objective: 'forwardKL' }),
    ],
  ])('comes to the target, matching %s', (name, options, sampler) => {
    const model = reached(options, sampler);
    const exact = name.includes('likelihood') || name.includes('Adam') ? 0.15 : 0.02;
    model.means.forEach((value, at) => expect(Math.abs(value - target.means[at])).toBeLessThan(exact));
    const variances = [0.3, 0.3, 0.5, 0.5];
    [0, 3, 4, 7].forEach((at, i) => expect(Math.abs(model.covariances[at] - variances[i])).toBeLessThan(exact));
  });

  it('learns weights', () => {
    const uneven = orThrow(
      mixtureOf({
        weights: [0.8, 0.2],
        means: [
          [-1.5, 0],
          [1.5, 1],
        ],
        covariances: [0.3, 0.5],
        covarianceType: 'spherical',
      }),
    );
    const options = { learnWeights: true, sampling: 'equal' } as const;
    const sampler = matchingSampler({ task: joint(), objective: 'reverseKL' });
    const { weights } = reached(options, sampler, 2, uneven);
    expect(Math.abs(weights[0] - 0.8)).toBeLessThan(0.02);
  });

  it('draws the same samples for a step, whatever came before it', () => {
    const learner = learnerOf();
    const at = (step: number, by = learner) => by.step(fold(key(1), step), stateOf(near), undefined, jointly)[0].means;
    const alone = at(3, learnerOf());
    const other = { task: task([0], [1]), transform: identity(2), objective: 'jensenShannon' };
    learner.step(key(9), stateOf(near), undefined, other);
    expect(at(2)).not.toEqual(alone);
    expect(at(3)).toEqual(alone);
  });
});
