import { tf } from '../tensorflow';
import { expectNoLeaks, withBackend } from '../testing';

import { gradientsOf } from './derivatives';
import { nativeKernel } from './native-kernel';
import { tensorAlgebra } from './tensor-algebra';
import { unrecorded } from './unrecorded';

withBackend();

const algebra = tensorAlgebra;
type Batch = tf.Tensor1D;

/** A result, computed from plain numbers and read back. */
const of = (f: (...inputs: Batch[]) => Batch, ...inputs: number[][]): number[] => {
  const result = tf.tidy(() => f(...inputs.map((input) => tf.tensor1d(input))));
  expect(result.rank).toBe(1);
  const numbers = Array.from(result.dataSync());
  result.dispose();
  return numbers;
};

const expectNear = (found: number[], expected: number[], tolerance = 1e-6): void => {
  expect(found.length).toBe(expected.length);
  found.forEach((x, i) =>
    expect(Math.abs(x - expected[i])).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected[i]))),
  );
};

describe('the algebra of tensors', () => {
  const [x, y] = [
    [-3, -0.5, 0.25, 2],
    [1.5, -2, 0.75, 4],
  ];
  const positive = x.map((each) => each * each);

  it('computes what the algebra of plain numbers computes', () => {
    expectNear(
      of(algebra.add, x, y),
      x.map((each, i) => each + y[i]),
    );
    expectNear(
      of(algebra.multiply, x, y),
      x.map((each, i) => each * y[i]),
    );
    expectNear(
      of(algebra.divide, x, y),
      x.map((each, i) => each / y[i]),
    );
    expectNear(
      of((a) => algebra.scale(a, -2.5), x),
      x.map((each) => -2.5 * each),
    );
    expectNear(
      of((a) => algebra.shift(a, 0.75), x),
      x.map((each) => each + 0.75),
    );
    expectNear(of(algebra.exp, x), x.map(Math.exp));
    expectNear(of(algebra.log, positive), positive.map(Math.log));
    expectNear(of(algebra.expm1, x), x.map(Math.expm1));
    expectNear(
      of(algebra.softplus, x),
      x.map((each) => Math.log1p(Math.exp(each))),
    );
    expectNear(
      of(algebra.sigmoid, x),
      x.map((each) => 1 / (1 + Math.exp(-each))),
    );
    expectNear(
      of((a) => algebra.clip(a, -0.5, 1), x),
      [-0.5, -0.5, 0.25, 1],
    );
    expectNear(of(algebra.detach, x), x);
  });

  it('keeps one number a batch in what holds one number, and repeats it beside more', () => {
    expectNear(of(algebra.sum, x), [-1.25]);
    expectNear(of(algebra.maximum, x), [2]);
    expectNear(
      of((a) => algebra.add(a, algebra.maximum(a)), x),
      x.map((each) => each + 2),
    );
    expectNear(
      of((a) => algebra.divide(algebra.sum(a), a), x),
      x.map((each) => -1.25 / each),
    );
  });

  it('does not overflow where the plain one does not, and is exact near 0', () => {
    expectNear(of(algebra.softplus, [-1000, 0, 1000]), [0, Math.LN2, 1000]);
    expectNear(of(algebra.sigmoid, [-1000, 0, 1000]), [0, 0.5, 1]);
    const small = of(algebra.expm1, [1e-6]);
    expect(Math.abs(small[0] / 1e-6 - 1)).toBeLessThan(1e-5);
  });

  it('refuses batches of different lengths', () => {
    expect(() => of(algebra.add, [1, 2], [1, 2, 3])).toThrow();
  });

  const gradient = (f: (a: Batch) => Batch, at: number[]): number[] =>
    tf.tidy(() => Array.from(gradientsOf((a) => tf.sum<tf.Scalar>(f(a as Batch)), [tf.tensor1d(at)])[0].dataSync()));

  it('differentiates nothing through detach and maximum, and clip only inside', () => {
    expectNear(
      gradient((a) => algebra.multiply(a, algebra.detach(a)), x),
      x,
    );
    expectNear(
      gradient((a) => algebra.multiply(a, algebra.maximum(a)), x),
      [2, 2, 2, 2],
    );
    expectNear(
      gradient((a) => algebra.clip(a, -0.5, 1), x),
      [0, 1, 1, 0],
    );
    expectNear(
      gradient((a) => algebra.detach(a), x),
      [0, 0, 0, 0],
    );
  });

  it('leaves no tensor behind', async () => {
    const a = tf.tensor1d(x);
    for (const f of [algebra.sum, algebra.maximum, algebra.detach, algebra.expm1, algebra.exp, algebra.softplus])
      await expectNoLeaks(() => tf.dispose(f(a)));
    await expectNoLeaks(() => tf.dispose(algebra.clip(a, 0, 1)));
    await expectNoLeaks(() => tf.dispose(algebra.scale(a, 2)));
    await expectNoLeaks(() => tf.dispose(algebra.shift(a, 2)));
    a.dispose();
  });
});

describe('unrecorded', () => {
  it('may call what has no gradient, and is a constant of the loss', () => {
    const found = tf.tidy(() =>
      Array.from(
        gradientsOf(
          (a) =>
            tf.sum<tf.Scalar>(
              tf.mul(
                a,
                unrecorded(() => tf.cast(tf.greater(a, 0), 'float32')),
              ),
            ),
          [tf.tensor1d([-2, 3])],
        )[0].dataSync(),
      ),
    );
    expect(found).toEqual([0, 1]);
  });
});

describe('nativeKernel', () => {
  it('computes otherwise where there is no such kernel', () => {
    const x = tf.tensor1d([1, 2]);
    const found = tf.tidy(() => Array.from(nativeKernel('NoSuchKernel', [x], () => tf.neg(x)).dataSync()));
    expect(found).toEqual([-1, -2]);
    x.dispose();
  });

  it('gives what the same gradient gives otherwise, on whatever backend', () => {
    const [y, dy] = [tf.tensor1d([0.25, 0.5]), tf.tensor1d([2, -3])];
    const found = tf.tidy(() =>
      Array.from(nativeKernel('SigmoidGrad', [y, dy], () => tf.mul(dy, tf.sub(y, tf.square(y)))).dataSync()),
    );
    expectNear(found, [0.375, -0.75]);
    tf.dispose([y, dy]);
  });
});
