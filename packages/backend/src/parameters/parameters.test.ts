import { key } from '@bcl/random';

import { tf } from '../tensorflow';
import { expectNoLeaks, withBackend } from '../testing';

import { adamStep } from './adam';
import type { AdamSettings } from './adam';
import { gradientOf } from './gradient';
import { initialParameters } from './initial';
import { movingAverage } from './moving-average';
import { parameterCount } from './specification';
import type { ParameterSpec } from './specification';
import { splitParameters } from './split';

withBackend();

const specs: readonly ParameterSpec[] = [
  { name: 'weight', shape: [2, 3], initial: { kind: 'normal', deviation: 0.5 } },
  { name: 'scale', shape: [], initial: { kind: 'constant', value: 1.5 } },
  { name: 'bias', shape: [3], initial: { kind: 'constant', value: -1 } },
];

const values = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('gradientOf', () => {
  it('gives the gradient of each parameter at its place, and zeros for one that the loss leaves out', () => {
    const flat = tf.tensor1d([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const { value, gradient } = gradientOf(
      flat,
      specs,
      ({ weight, bias }) => tf.add(tf.sum(tf.square(weight)), tf.sum(tf.mul(bias, [1, 2, 3]))) as tf.Scalar,
    );
    expect(values(value)).toEqual([91 + 8 + 18 + 30]);
    expect(values(gradient)).toEqual([2, 4, 6, 8, 10, 12, 0, 1, 2, 3]);
    tf.dispose([flat, value, gradient]);
  });
});

describe('adamStep', () => {
  it('agrees with the algorithm in float64 over 50 steps', () => {
    const settings: AdamSettings = { learningRate: 0.01, beta1: 0.5, beta2: 0.99, epsilon: 1e-8 };
    const weights = Array.from(initialParameters(specs, key(1)));
    const firsts = weights.map(() => 0);
    const seconds = weights.map(() => 0);
    let state = {
      flat: tf.tensor1d(weights),
      first: tf.zeros([10]) as tf.Tensor1D,
      second: tf.zeros([10]) as tf.Tensor1D,
    };
    for (let step = 1; step <= 50; step++) {
      const gradient = weights.map((_, i) => Math.sin(step * (i + 1)) + 0.3 * i);
      gradient.forEach((g, i) => {
        firsts[i] = settings.beta1 * firsts[i] + (1 - settings.beta1) * g;
        seconds[i] = settings.beta2 * seconds[i] + (1 - settings.beta2) * g * g;
        const first = firsts[i] / (1 - settings.beta1 ** step);
        const second = seconds[i] / (1 - settings.beta2 ** step);
        weights[i] -= (settings.learningRate * first) / (Math.sqrt(second) + settings.epsilon);
      });
      const next = tf.tidy(() =>
        adamStep(state.flat, tf.tensor1d(gradient), state.first, state.second, step, settings),
      );
      tf.dispose([state.flat, state.first, state.second]);
      state = next;
    }
    values(state.flat).forEach((value, i) => expect(value).toBeCloseTo(weights[i], 4));
    values(state.second).forEach((value, i) => expect(value).toBeCloseTo(seconds[i], 5));
    tf.dispose([state.flat, state.first, state.second]);
  });
});

describe('movingAverage', () => {
  it('moves by 1 - decay of the way', () => {
    const average = movingAverage(tf.tensor1d([1, 2]), tf.tensor1d([3, -2]), 0.75);
    expect(values(average)).toEqual([1.5, 1]);
  });
});

describe('the functions of parameters', () => {
  it('leave no tensor behind', async () => {
    const flat = tf.tensor1d(initialParameters(specs, key(2)));
    expect(parameterCount(specs)).toBe(10);
    await expectNoLeaks(() => tf.dispose(splitParameters(flat, specs)));
    await expectNoLeaks(() => {
      const { value, gradient } = gradientOf(flat, specs, ({ weight }) => tf.sum(tf.square(weight)) as tf.Scalar);
      tf.dispose([value, gradient]);
    });
    await expectNoLeaks(() => tf.dispose(movingAverage(flat, flat, 0.9)));
    await expectNoLeaks(() =>
      tf.dispose({ ...adamStep(flat, flat, flat, flat, 3, { learningRate: 1, beta1: 0, beta2: 0.9, epsilon: 1e-8 }) }),
    );
    flat.dispose();
  });
});
