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
    const { value, gradient } = gradientOf(flat, specs, ({ weight, bias }) =>
      tf.add<tf.Scalar>(tf.sum(tf.square(weight)), tf.sum(tf.mul(bias, [1, 2, 3]))),
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
      first: tf.zeros<tf.Rank.R1>([10]),
      second: tf.zeros<tf.Rank.R1>([10]),
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

describe('splitParameters', () => {
  it('gives each parameter its numbers in its shape, and joins in the order of the specs', () => {
    const flat = tf.tensor1d([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const { weight, scale, bias } = splitParameters(flat, specs);
    expect(weight.arraySync()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(scale.arraySync()).toBe(7);
    expect(bias.arraySync()).toEqual([8, 9, 10]);
    tf.dispose([weight, scale, bias]);
    expect(values(flat)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    flat.dispose();
  });

  it('refuses a vector of another length', () => {
    const flat = tf.tensor1d([1, 2]);
    expect(() => splitParameters(flat, specs)).toThrow(
      new RangeError('The parameters hold 10 numbers, the flat vector 2.'),
    );
    flat.dispose();
  });
});

describe('initialParameters', () => {
  it('draws what is normal with its deviation, and fills what is constant', () => {
    const many: ParameterSpec[] = [
      { name: 'a', shape: [100, 100], initial: { kind: 'normal', deviation: 0.02 } },
      { name: 'b', shape: [3], initial: { kind: 'constant', value: 1 } },
    ];
    const flat = initialParameters(many, key(5));
    const drawn = flat.subarray(0, 10_000);
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const deviation = Math.sqrt(drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length);
    expect(Math.abs(mean)).toBeLessThan(0.001);
    expect(Math.abs(deviation - 0.02)).toBeLessThan(0.0006);
    expect(Array.from(flat.subarray(10_000))).toEqual([1, 1, 1]);
  });

  it('draws by key and name, whatever stands beside', () => {
    const [weight, scale, bias] = specs;
    expect(initialParameters(specs, key(1))).toEqual(initialParameters([...specs], key(1)));
    expect(initialParameters(specs, key(1))).not.toEqual(initialParameters(specs, key(2)));
    const reordered = initialParameters([scale, bias, weight], key(1));
    expect(reordered.subarray(4)).toEqual(initialParameters(specs, key(1)).subarray(0, 6));
    const renamed = initialParameters([{ ...weight, name: 'other' }], key(1));
    expect(renamed).not.toEqual(initialParameters([weight], key(1)));
  });

  it('refuses a name that comes twice, and a length that is none', () => {
    expect(() => initialParameters([specs[0], specs[0]], key(1))).toThrow(/'weight' comes twice/);
    const odd: ParameterSpec = { name: 'odd', shape: [2, 0.5], initial: { kind: 'constant', value: 0 } };
    expect(() => parameterCount([odd])).toThrow(/'odd'.*\[2, 0.5\]/);
  });
});

describe('adamStep, asked for a step before the first', () => {
  it('refuses', () => {
    const zero = tf.tensor1d([0]);
    const settings: AdamSettings = { learningRate: 1, beta1: 0, beta2: 0.9, epsilon: 1e-8 };
    expect(() => adamStep(zero, zero, zero, zero, 0, settings)).toThrow(
      new RangeError('Steps of Adam count from 1, got 0.'),
    );
    zero.dispose();
  });
});

describe('movingAverage', () => {
  it('moves by 1 - decay of the way', () => {
    const average = movingAverage(tf.tensor1d([1, 2]), tf.tensor1d([3, -2]), 0.75);
    expect(values(average)).toEqual([1.5, 1]);
    average.dispose();
  });
});

describe('the functions of parameters', () => {
  it('leave no tensor behind', async () => {
    const flat = tf.tensor1d(initialParameters(specs, key(2)));
    expect(parameterCount(specs)).toBe(10);
    await expectNoLeaks(() => tf.dispose(splitParameters(flat, specs)));
    await expectNoLeaks(() => {
      const { value, gradient } = gradientOf(flat, specs, ({ weight }) => tf.sum<tf.Scalar>(tf.square(weight)));
      tf.dispose([value, gradient]);
    });
    await expectNoLeaks(() => tf.dispose(movingAverage(flat, flat, 0.9)));
    await expectNoLeaks(() =>
      tf.dispose({ ...adamStep(flat, flat, flat, flat, 3, { learningRate: 1, beta1: 0, beta2: 0.9, epsilon: 1e-8 }) }),
    );
    flat.dispose();
  });
});
