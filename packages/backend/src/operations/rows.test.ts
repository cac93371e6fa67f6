import { tf } from '../tensorflow';
import { expectNoLeaks, withBackend } from '../testing';

import { generic } from './derivatives';
import { hasFused } from './fused-kernel';
import { gram, productOfRows } from './rows';

withBackend();

interface Attribute {
  readonly name: string;
  readonly value: unknown;
}

/** What `nativeKernel` uses of a backend. */
interface Native {
  binding?: object;
  executeSingleOutput?: (name: string, attributes: readonly Attribute[], inputs: tf.Tensor[]) => tf.Tensor;
}

/** Runs an action as if the backend were the one over TensorFlow's C library, or on it; gives the products that were called. */
function asNative(action: () => void): string[] {
  const called: string[] = [];
  const backend = tf.backend() as unknown as Native;
  const before = { ...backend };
  const compute =
    backend.executeSingleOutput?.bind(backend) ??
    ((_: string, [, { value: transposeA }, { value: transposeB }]: readonly Attribute[], [a, b]: tf.Tensor[]) =>
      tf.matMul(a, b, transposeA === true, transposeB === true));
  backend.binding ??= { TF_ATTR_TYPE: 0, TF_ATTR_BOOL: 1, TF_FLOAT: 1 };
  backend.executeSingleOutput = (name, attributes, inputs) => {
    if (name.includes('MatMul')) called.push([name, ...attributes.map((attribute) => attribute.name)].join(' '));
    return compute(name, attributes, inputs);
  };
  try {
    action();
  } finally {
    delete backend.executeSingleOutput;
    delete backend.binding;
    Object.assign(backend, before);
  }
  return called;
}

const matrix = (rows: number, columns: number): tf.Tensor2D =>
  tf.tensor2d(generic(rows * columns, rows), [rows, columns]);

describe('products of rows on the backend over TensorFlow’s C library', () => {
  it.each([
    [84, 'MatMul T transpose_a transpose_b'],
    [85, 'BatchMatMulV2 T adj_x adj_y'],
  ])('call a kernel that a signal cannot disturb, for sums over %i', (length, kernel) => {
    const called = asNative(() =>
      tf.tidy(() => {
        productOfRows(matrix(2, length), matrix(length, 3), false);
        productOfRows(matrix(2, length), matrix(3, length), true, tf.tensor1d([1, 2, 3]));
        gram(matrix(length, 2), matrix(length, 3));
      }),
    );
    // Kernels of our own keep their stack where it belongs.
    expect(called).toEqual(hasFused('BclGram') ? [] : [kernel, kernel, kernel]);
  });

  it('are those of every other backend', async () => {
    await expectNoLeaks(() =>
      tf.tidy(() => {
        const [x, weight, bias] = [matrix(2, 90), matrix(90, 3), tf.tensor1d([1, 2, 3])];
        const expected = productOfRows(x, weight, false, bias).dataSync();
        asNative(() => {
          const found = productOfRows(x, weight, false, bias).dataSync();
          found.forEach((value, at) => expect(value).toBeCloseTo(expected[at], 4));
        });
      }),
    );
  });
});
