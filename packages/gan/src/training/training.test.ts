import { tf } from '@bcl/backend';
import { expectNoLeaks, withBackend } from '@bcl/backend/testing';
import { ProblemError } from '@bcl/errors';
import { fixed, task } from '@bcl/masks';
import { alphaBridge, nonSaturating } from '@bcl/objectives';
import type { Algebra, RatioObjective } from '@bcl/objectives';
import { fold, key } from '@bcl/random';
import { tiny, tinyImage } from '../fixtures/tiny';
import { createGan } from '../model/state';
import type { GanState } from '../model/state';
import { fastNormal } from './noise';
import type { TrainingSettings } from './settings';
import { startTraining } from './training';

withBackend();

const rows = (step: number) => fastNormal(fold(key(9), step), 8);
const start = createGan(key(1), tiny);

function trained(state: GanState, steps: number, settings: Partial<TrainingSettings> = {}) {
  const training = startTraining(state, { key: key(2), ...settings });
  const infos = Array.from({ length: steps }, () => training.advance(rows(training.step)));
  const after = training.state();
  training.dispose();
  return { infos, after };
}

const everything: [string, Partial<TrainingSettings>][] = [
  ['nothing else', {}],
  ['R1', { penalty: { weight: 1, every: 2 } }],
  ['R1 and R2 by finite differences', { penalty: { weight: 1, fakeWeight: 1, form: 'finiteDifference' } }],
  ['communication', { objective: 'communication' }],
  ['communication with R1 and R2', { objective: 'communication', penalty: { weight: 1, fakeWeight: 1 } }],
  ['relativistic pairing', { pairing: 'relativistic', penalty: { weight: 1, fakeWeight: 1 } }],
  ['a cooldown', { steps: 5, cooldown: 1 }],
  ['a warm start', { reconstruction: { weight: 1, steps: 2 } }],
  [
    'a warm start without a discriminator',
    { reconstruction: { weight: 1, steps: 3, alone: 2, floor: 0.5, learningRate: 0.01 } },
  ],
  [
    'an annealed objective with noise',
    {
      objective: { name: 'spread', parameters: { of: alphaBridge({ alpha: { from: 1, to: 0 } }), scale: 0.1 } },
      steps: 5,
    },
  ],
];

describe.each(everything)('training with %s', (_name, settings) => {
  it('leaves no tensors behind, and none at all when disposed of', async () => {
    const before = tf.memory().numTensors;
    const training = startTraining(start, { key: key(2), ...settings });
    await expectNoLeaks(() => {
      training.advance(rows(training.step));
      training.advance(rows(training.step));
      training.state();
    });
    training.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('goes on from a state as if it had not been stopped, to the bit', () => {
    const whole = trained(start, 4, settings);
    const half = trained(start, 2, settings);
    const rest = trained(structuredClone(half.after), 2, settings);
    expect(rest.after).toEqual(whole.after);
    expect([...half.infos, ...rest.infos]).toEqual(whole.infos);
    expect(whole.after.step).toBe(4);
    expect(whole.after.generator).not.toEqual(start.generator);
    expect(whole.after.discriminator).not.toEqual(start.discriminator);
    expect(whole.after.average).not.toEqual(whole.after.generator);
  });
});

describe('a training', () => {
  it('says what happened', () => {
    const settings = {
      objective: 'communication',
      penalty: { weight: 1, every: 2 },
      reconstruction: { weight: 1, steps: 1 },
    } as const;
    const [first, second] = trained(start, 2, settings).infos;
    expect(Object.keys(first).sort()).toEqual([
      'communicationLoss',
      'discriminatorGradient',
      'discriminatorLoss',
      'fakeLogit',
      'generatorGradient',
      'generatorLoss',
      'penalty',
      'realLogit',
      'reconstruction',
      'step',
    ]);
    expect(first.step).toBe(0);
    expect(second).not.toHaveProperty('penalty');
    expect(second).not.toHaveProperty('reconstruction');
  });

  it('leaves the discriminator alone while the squared error leads alone, and starts it as a young one', () => {
    const tasks = fixed(task([0], [1], 2));
    const settings = { tasks, reconstruction: { weight: 1, steps: 3, alone: 2 } } as const;
    const { infos, after } = trained(start, 2, settings);
    expect(after.discriminator).toEqual(start.discriminator);
    expect(after.moments.discriminatorSecond).toEqual(start.moments.discriminatorSecond);
    expect(after.generator).not.toEqual(start.generator);
    for (const info of infos) expect(Object.keys(info).sort()).toEqual(['generatorGradient', 'reconstruction', 'step']);
    const third = trained(after, 1, settings);
    expect(third.infos[0]).toMatchObject({ step: 2, discriminatorLoss: expect.any(Number) as number });
    // Adam's first step is the learning rate, whatever the gradient.
    const learningRate = 3e-4;
    const moves = third.after.discriminator.map((weight, at) => Math.abs(weight - start.discriminator[at]));
    expect(Math.max(...moves)).toBeLessThan(1.01 * learningRate);
    expect(Math.max(...moves)).toBeGreaterThan(0.99 * learningRate);
  });

  it('begins a warm start at its own learning rate', () => {
    const tasks = fixed(task([0], [1], 2));
    const { after } = trained(start, 1, {
      tasks,
      reconstruction: { weight: 1, steps: 3, alone: 2, learningRate: 0.01 },
    });
    const furthest = Math.max(...after.generator.map((weight, at) => Math.abs(weight - start.generator[at])));
    expect(furthest).toBeCloseTo(0.01, 4);
  });

  it('learns by the squared error alone', () => {
    const settings = { reconstruction: { weight: 1, steps: 400, alone: 300 } } as const;
    const training = startTraining(start, { key: key(2), ...settings, tasks: fixed(task([0], [1], 2)) });
    const errors = Array.from({ length: 300 }, () => {
      // The second coordinate is the first: a squared error of 1 without learning.
      const rows = fastNormal(fold(key(9), training.step), 8).map((value, at, all) =>
        at % 2 === 0 ? value : all[at - 1],
      );
      return training.advance(rows).reconstruction ?? NaN;
    });
    training.dispose();
    const mean = (some: readonly number[]): number => some.reduce((sum, error) => sum + error, 0) / some.length;
    expect(mean(errors.slice(-50))).toBeLessThan(0.5 * mean(errors.slice(0, 50)));
  });

  it('moves nothing but the average behind the end of a cooldown', () => {
    const [first, second] = [1, 2].map((count) => trained(start, count, { steps: 1, cooldown: 1 }).after);
    expect(second.generator).toEqual(first.generator);
    expect(second.discriminator).toEqual(first.discriminator);
    expect(second.average).not.toEqual(first.average);
  });

  it('depends on its key, and leaves its state and rows alone', () => {
    const before = structuredClone(start);
    const batch = rows(0);
    const training = startTraining(start, { key: key(2) });
    training.advance(batch);
    expect(training.state().generator).not.toEqual(trained(start, 1, { key: key(3) }).after.generator);
    training.dispose();
    expect(start).toEqual(before);
    expect(batch).toEqual(rows(0));
  });

  it('stops before a step that diverges, and keeps the last good state', () => {
    const training = startTraining(start, { key: key(2) });
    training.advance(rows(0));
    const good = training.state();
    const tensors = tf.memory().numTensors;
    const broken = rows(1).fill(NaN);
    expect(() => training.advance(broken)).toThrow(ProblemError);
    expect(() => training.advance(broken)).toThrow('Training diverged at step 1: discriminatorLoss is NaN');
    expect(tf.memory().numTensors).toBe(tensors);
    expect(training.step).toBe(1);
    expect(training.state()).toEqual(good);
    training.advance(rows(1));
    expect(training.state()).toEqual(trained(start, 2).after);
    training.dispose();
  });

  it.each(['discriminator', 'generator'] as const)('keeps no tensors of a step whose %s loss throws', (which) => {
    let broken = false;
    const whole = nonSaturating();
    const objective: RatioObjective = {
      ...whole,
      [which]: <A>(algebra: Algebra<A>, first: A, second: A): A => {
        if (broken) throw new TypeError('out of memory, say');
        return which === 'generator' ? whole.generator(algebra, first) : whole.discriminator(algebra, first, second);
      },
    };
    const training = startTraining(start, { key: key(2), objective, penalty: { weight: 1 } });
    training.advance(rows(0));
    const tensors = tf.memory().numTensors;
    broken = true;
    expect(() => training.advance(rows(1))).toThrow('out of memory, say');
    expect(tf.memory().numTensors).toBe(tensors);
    broken = false;
    training.advance(rows(1));
    expect(training.state()).toEqual(trained(start, 2, { penalty: { weight: 1 } }).after);
    training.dispose();
  });

  it('stops at a number beyond the limit', () => {
    const training = startTraining(start, { key: key(2), limit: 0.5 });
    expect(() => training.advance(rows(0))).toThrow(/discriminatorLoss is 1\.\d+, beyond the limit of 0\.5/);
    training.dispose();
  });

  it('refuses rows, tasks and states that do not fit', () => {
    const training = startTraining(start, { key: key(2) });
    expect(() => training.advance(new Float32Array(3))).toThrow('rows of 2 numbers, at least one, got 3');
    expect(() => training.advance(new Float32Array(0))).toThrow('got 0');
    training.dispose();
    training.dispose();
    expect(() => training.state()).toThrow(TypeError);
    const tensors = tf.memory().numTensors;
    const split = startTraining(createGan(key(1), tinyImage), { key: key(2), tasks: fixed(task([], [0, 1, 2])) });
    expect(() => split.advance(new Float32Array(8))).toThrow('splits token 0: 2 of its 4 coordinates are target');
    split.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
    expect(() => startTraining({ ...start, average: new Float32Array(3) }, { key: key(2) })).toThrow(
      'average has 3 numbers',
    );
    expect(() => startTraining({ ...start, version: 2 as 1 }, { key: key(2) })).toThrow('version 2');
    expect(() => startTraining(start, { key: key(2), objective: 'forwardKL' })).toThrow('A discriminator cannot serve');
    const annealed = alphaBridge({ alpha: { from: 1, to: 0 } });
    expect(() => startTraining(start, { key: key(2), objective: annealed })).toThrow('say how many steps');
  });
});
