import { tf } from '../tensorflow';
import { expectNoLeaks, withBackend } from '../testing';

import { attention } from './attention';
import { compare, generic, gradientsOf, weighted, weightedGradient } from './derivatives';
import type { Operation } from './derivatives';
import { exp } from './exp';
import { gelu } from './gelu';
import { layerNorm, layerNormBeside } from './layer-norm';
import { leakyRelu } from './leaky-relu';
import { linear } from './linear';
import { logSumExp } from './log-sum-exp';
import { selfAttention } from './self-attention';
import { sigmoid } from './sigmoid';
import { softmax } from './softmax';
import { softplus } from './softplus';
import { tanh } from './tanh';
import { tensorAlgebra } from './tensor-algebra';

withBackend();

interface Case {
  readonly name: string;
  readonly operation: Operation;
  readonly shapes: readonly (readonly number[])[];
}

const line =
  (operation: (...inputs: tf.Tensor1D[]) => tf.Tensor1D): Operation =>
  (...inputs) =>
    tf.tidy(() => (operation as Operation)(...inputs));
const { shift } = tensorAlgebra;

const cases: readonly Case[] = [
  { name: 'exp', operation: exp, shapes: [[3, 4]] },
  { name: 'sigmoid', operation: sigmoid, shapes: [[3, 4]] },
  { name: 'tanh', operation: tanh, shapes: [[3, 4]] },
  { name: 'softplus', operation: softplus, shapes: [[3, 4]] },
  { name: 'gelu', operation: gelu, shapes: [[2, 3, 4]] },
  { name: 'leakyRelu', operation: (x) => leakyRelu(x, 0.2), shapes: [[3, 4]] },
  { name: 'softmax', operation: softmax, shapes: [[2, 3, 4]] },
  { name: 'logSumExp over the last axis', operation: (x) => logSumExp(x), shapes: [[3, 4]] },
  { name: 'logSumExp over the first axis', operation: (x) => logSumExp(x, 0), shapes: [[3, 4]] },
  {
    name: 'layerNorm',
    operation: (x, gain, bias) => layerNorm(x, gain, bias),
    shapes: [[2, 3, 4], [4], [4]],
  },
  { name: 'layerNorm without gain and bias', operation: (x) => layerNorm(x), shapes: [[2, 3, 4]] },
  {
    name: 'layerNormBeside, its branches multiplied',
    operation: (x) => tf.tidy(() => tf.mul(...layerNormBeside(x))),
    shapes: [[2, 3, 4]],
  },
  {
    name: 'linear plus another branch',
    operation: (x, weight, bias, plus) => linear(x, weight, bias, plus),
    shapes: [[3, 4], [4, 2], [2], [3, 2]],
  },
  { name: 'linear of rows', operation: linear, shapes: [[3, 4], [4, 2], [2]] },
  { name: 'linear of tokens', operation: linear, shapes: [[2, 3, 4], [4, 2], [2]] },
  {
    name: 'linear without bias',
    operation: (x, weight) => linear(x, weight),
    shapes: [
      [2, 3, 4],
      [4, 2],
    ],
  },
  {
    name: 'attention',
    operation: attention as Operation,
    shapes: [
      [2, 2, 3, 2],
      [2, 2, 4, 2],
      [2, 2, 4, 3],
    ],
  },
  { name: 'selfAttention', operation: (x) => selfAttention(x, 3, 2), shapes: [[6, 12]] },
  { name: 'algebra: exp', operation: line(tensorAlgebra.exp), shapes: [[5]] },
  { name: 'algebra: expm1', operation: line(tensorAlgebra.expm1), shapes: [[5]] },
  { name: 'algebra: softplus', operation: line(tensorAlgebra.softplus), shapes: [[5]] },
  { name: 'algebra: sigmoid', operation: line(tensorAlgebra.sigmoid), shapes: [[5]] },
  { name: 'algebra: log', operation: line((a) => tensorAlgebra.log(shift(a, 2))), shapes: [[5]] },
  { name: 'algebra: multiply', operation: line(tensorAlgebra.multiply), shapes: [[5], [5]] },
  { name: 'algebra: divide', operation: line((a, b) => tensorAlgebra.divide(a, shift(b, 2))), shapes: [[5], [1]] },
  {
    name: 'algebra: clip',
    operation: line((a) => tensorAlgebra.multiply(a, tensorAlgebra.clip(a, -0.45, 0.5))),
    shapes: [[5]],
  },
  { name: 'algebra: sum', operation: line((a) => tensorAlgebra.exp(tensorAlgebra.sum(a))), shapes: [[5]] },
];

/** Generic numbers, off the kinks of leakyRelu at 0 and of clip by more than the differences move them. */
function inputsOf({ shapes }: Case): tf.Tensor[] {
  return shapes.map((shape, i) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const values = generic(size, 7 * i + 1).map((x) => (Math.abs(x) < 0.12 ? x + 0.3 : x));
    return tf.tensor(values, [...shape]);
  });
}

let opened: string | undefined;

describe.each(['that was opened', 'cpu'])('on the backend %s', (name) => {
  beforeAll(async () => {
    opened ??= tf.getBackend();
    await tf.setBackend(name === 'cpu' ? 'cpu' : opened);
  });

  it.each(cases)('$name has the first and second derivatives of finite differences', (each) => {
    const inputs = inputsOf(each);
    for (const f of [weighted(each.operation), weightedGradient(each.operation)]) {
      for (const { differences, automatic, scale } of compare(f, inputs)) {
        expect(Math.abs(differences - automatic) / scale).toBeLessThan(2e-4);
      }
    }
    tf.dispose(inputs);
  });

  it.each(cases)('$name leaves no tensor behind, with or without gradients', async (each) => {
    const inputs = inputsOf(each);
    await expectNoLeaks(() => tf.dispose(each.operation(...inputs)));
    await expectNoLeaks(() => tf.dispose(gradientsOf(weighted(each.operation), inputs)));
    await expectNoLeaks(() => tf.dispose(gradientsOf(weightedGradient(each.operation), inputs)));
    tf.dispose(inputs);
  });

  it('has third derivatives too', () => {
    const x = tf.tensor1d([0.3, -0.7, 1.1]);
    for (const operation of [exp, sigmoid, tanh, softplus, gelu, softmax] as Operation[]) {
      for (const { differences, automatic, scale } of compare(weightedGradient(weightedGradient(operation)), [x])) {
        expect(Math.abs(differences - automatic) / scale).toBeLessThan(1e-3);
      }
    }
    x.dispose();
  });

  it('has the values of the formulas, far from zero too', () => {
    const x = [-200, -30, -1.5, 0, 0.25, 30, 200];
    const logistic = (each: number): number => 1 / (1 + Math.exp(-each));
    const largest = Math.max(...x);
    const total = x.reduce((sum, each) => sum + Math.exp(each - largest), 0);
    const formulas: [(x: tf.Tensor) => tf.Tensor, number[]][] = [
      [sigmoid, x.map(logistic)],
      [tanh, x.map(Math.tanh)],
      [softplus, x.map((each) => Math.max(each, 0) + Math.log1p(Math.exp(-Math.abs(each))))],
      [gelu, x.map((each) => each * logistic(1.702 * each))],
      [(a) => leakyRelu(a, 0.2), x.map((each) => (each > 0 ? each : 0.2 * each))],
      [softmax, x.map((each) => Math.exp(each - largest) / total)],
      [(a) => tf.reshape(logSumExp(a), [1]), [largest + Math.log(total)]],
    ];
    for (const [operation, expected] of formulas) {
      const found = tf.tidy(() => operation(tf.tensor1d(x)).dataSync<'float32'>());
      expected.forEach((value, i) =>
        expect(Math.abs(found[i] - value)).toBeLessThan(1e-6 * Math.max(1, Math.abs(value))),
      );
    }
  });

  it('selfAttention is attention between the tokens of each sequence', () => {
    const [batch, tokens, heads, size] = [2, 3, 2, 2];
    const projected = tf.tensor2d(generic(batch * tokens * 3 * heads * size), [batch * tokens, 3 * heads * size]);
    const expected = tf.tidy(() => {
      const parts = tf.transpose(tf.reshape(projected, [batch, tokens, 3, heads, size]), [2, 0, 3, 1, 4]);
      const [query, key, value] = tf.unstack(parts) as tf.Tensor4D[];
      return Array.from(tf.transpose(attention(query, key, value), [0, 2, 1, 3]).dataSync());
    });
    const found = tf.tidy(() => selfAttention(projected, tokens, heads).dataSync<'float32'>());
    expect(found.length).toBe(expected.length);
    found.forEach((x, i) => expect(x).toBeCloseTo(expected[i], 5));
    projected.dispose();
  });

  it('gelu is within 0.021 of the Gaussian form', () => {
    // Φ by the error function of Abramowitz and Stegun 7.1.26, exact to 1.5e-7.
    const polynomial = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
    const erf = (z: number): number => {
      const t = 1 / (1 + 0.3275911 * Math.abs(z));
      return Math.sign(z) * (1 - polynomial.reduceRight((sum, c) => (sum + c) * t, 0) * Math.exp(-z * z));
    };
    const x = Array.from({ length: 121 }, (_, i) => (i - 60) / 10);
    const found = tf.tidy(() => gelu(tf.tensor1d(x)).dataSync<'float32'>());
    const gaps = x.map((each, i) => Math.abs(found[i] - (each * (1 + erf(each / Math.SQRT2))) / 2));
    expect(Math.max(...gaps)).toBeLessThan(0.021);
    expect(Math.max(...gaps)).toBeGreaterThan(0.015);
  });
});

describe('shapes that do not fit', () => {
  const zeros = (...shape: number[]): tf.Tensor => tf.zeros(shape);
  const mistakes: [string, () => tf.Tensor, RegExp][] = [
    ['rows too short', () => linear(zeros(3, 4), zeros(5, 2)), /\[5, 2\] takes rows of 5 numbers.*\[3, 4\]/],
    ['no matrix', () => linear(zeros(3, 4), zeros(4)), /matrix.*\[4\]/],
    ['a bias too long', () => linear(zeros(3, 4), zeros(4, 2), zeros(3)), /bias of 2 numbers.*\[3\]/],
    [
      'another branch of one row',
      () => linear(zeros(3, 4), zeros(4, 2), zeros(2), zeros(1, 2)),
      /\[3, 2\] takes another branch.*\[1, 2\]/,
    ],
    [
      'another branch as long, of another shape',
      () => linear(zeros(3, 4), zeros(4, 2), zeros(2), zeros(2, 3)),
      /\[3, 2\] takes another branch.*\[2, 3\]/,
    ],
    ['another branch without a bias', () => linear(zeros(3, 4), zeros(4, 2), undefined, zeros(3, 2)), /give a bias/],
    ['a gain too long', () => layerNorm(zeros(3, 4), zeros(5), zeros(4)), /gain.*\[5\].*\[3, 4\]/],
    ['a gain alone', () => layerNorm(zeros(3, 4), zeros(4)), /a gain and a bias, or neither/],
    ['no rows', () => layerNorm(zeros(4)), /Rows are normalized.*\[4\]/],
    ['no such axis', () => logSumExp(zeros(3, 4), 2), /no axis 2.*\[3, 4\]/],
    ['heads that do not divide', () => selfAttention(zeros(6, 12), 3, 3), /3 heads.*\[6, 12\]/],
    ['no heads', () => selfAttention(zeros(6, 12), 3, 0), /0 heads/],
    ['rows of no whole sequence', () => selfAttention(zeros(7, 12), 3, 2), /3 tokens.*\[7, 12\]/],
    ['tokens that are no rows', () => selfAttention(zeros(2, 3, 12), 3, 2), /\[2, 3, 12\]/],
    [
      'keys of another size',
      () => attention(tf.zeros([1, 1, 2, 3]), tf.zeros([1, 1, 2, 4]), tf.zeros([1, 1, 2, 3])),
      /Keys.*\[1, 1, 2, 4\].*\[1, 1, 2, 3\]/,
    ],
    [
      'values for other keys',
      () => attention(tf.zeros([1, 1, 2, 3]), tf.zeros([1, 1, 2, 3]), tf.zeros([1, 1, 5, 3])),
      /Values.*\[1, 1, 5, 3\]/,
    ],
  ];

  it.each(mistakes)('%s throw a RangeError that says so', (_, action, message) => {
    const attempt = (): void => void tf.tidy(action);
    expect(attempt).toThrow(RangeError);
    expect(attempt).toThrow(message);
  });
});
