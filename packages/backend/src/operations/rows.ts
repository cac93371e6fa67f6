import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { fused, hasFused } from './fused-kernel';
import { nativeKernel } from './native-kernel';

/** A tensor of rank 2 or more as a matrix: all axes but the last are rows. */
const matrix = (x: tf.Tensor): tf.Tensor2D =>
  (x.rank === 2 ? x : tf.reshape(x, [x.size / x.shape[x.rank - 1], x.shape[x.rank - 1]])) as tf.Tensor2D;

/**
 * How long a sum TensorFlow's `MatMul` may take. Beyond this the single-precision kernel of its oneDNN for AVX-512 moves the stack
 * pointer into a buffer on the heap (`jit_avx512_common_gemm_f32`): what handles a signal meanwhile, a profiler's or Ctrl-C's, then
 * writes over the memory before that buffer.
 */
const LONGEST_SUM = 84;

/**
 * A product of matrices, plus a bias for every row; not recorded. On the backend over TensorFlow's C library the kernels are called
 * themselves: TensorFlow.js would reshape to three dimensions and back.
 */
function product(
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  transposeA: boolean,
  transposeB: boolean,
  bias?: tf.Tensor1D,
): tf.Tensor {
  let biased = bias === undefined;
  const otherwise = (): tf.Tensor => {
    biased = true;
    return tf.fused.matMul({ a, b, transposeA, transposeB, bias });
  };
  const result =
    a.shape[transposeA ? 0 : 1] <= LONGEST_SUM
      ? nativeKernel('MatMul', [a, b], otherwise, { transpose_a: transposeA, transpose_b: transposeB })
      : nativeKernel('BatchMatMulV2', [a, b], otherwise, { adj_x: transposeA, adj_y: transposeB });
  return biased || bias === undefined ? result : tf.add(result, bias);
}

/** The rows of x times a matrix (or its transpose), plus a bias: [..., I] becomes [..., O]. Not recorded. */
export function productOfRows(x: tf.Tensor, weight: tf.Tensor2D, transposed: boolean, bias?: tf.Tensor1D): tf.Tensor {
  if (hasFused('BclLinear')) {
    return bias === undefined
      ? fused('BclProduct', [x, weight], { transposed })
      : fused('BclLinear', [x, weight, bias], { transposed });
  }
  const rows = product(matrix(x), weight, false, transposed, bias);
  return x.rank === 2 ? rows : tf.reshape(rows, [...x.shape.slice(0, -1), weight.shape[transposed ? 0 : 1]]);
}

/** The rows of x times a matrix or its transpose; with {@link gram} closed under differentiation, so right at every order. */
export function project(x: tf.Tensor, weight: tf.Tensor2D, transposed: boolean): tf.Tensor {
  return differentiable(
    [x, weight],
    (save) => {
      save([x, weight]);
      return productOfRows(x, weight, transposed);
    },
    (dy, [savedX, savedWeight]) => [
      () => project(dy, savedWeight as tf.Tensor2D, !transposed),
      () => (transposed ? gram(dy, savedX) : gram(savedX, dy)),
    ],
  );
}

/** Σ of x_row ⊗ y_row over all rows: [..., I] and [..., O] become [I, O]. */
export function gram(x: tf.Tensor, y: tf.Tensor): tf.Tensor2D {
  return differentiable(
    [x, y],
    (save) => {
      save([x, y]);
      if (hasFused('BclGram')) return fused('BclGram', [x, y]);
      return product(matrix(x), matrix(y), true, false);
    },
    (dz, [savedX, savedY]) => [
      () => project(savedY, dz as tf.Tensor2D, true),
      () => project(savedX, dz as tf.Tensor2D, false),
    ],
  ) as tf.Tensor2D;
}

/** The sum over all axes but the last: [..., O] becomes [O]. */
export function sumOfRows(x: tf.Tensor): tf.Tensor1D {
  const { shape } = x;
  return differentiable(
    [x],
    () =>
      hasFused('BclSumOfRows')
        ? fused('BclSumOfRows', [x])
        : nativeKernel('BiasAddGrad', [x], () => sumByProduct(matrix(x)), { data_format: 'NHWC' }),
    (dy) => [() => rowsOf(dy as tf.Tensor1D, shape)],
  ) as tf.Tensor1D;
}

/** Ones times a matrix: a product of its own is quicker on wasm than a sum, which transposes first. */
function sumByProduct(x: tf.Tensor2D): tf.Tensor1D {
  return tf.reshape(tf.matMul(tf.ones([1, x.shape[0]]), x), [x.shape[1]]);
}

/** A vector repeated as every row of a shape. */
function rowsOf(vector: tf.Tensor1D, shape: number[]): tf.Tensor {
  return differentiable(
    [vector],
    () => tf.broadcastTo(vector, shape),
    (dy) => [() => sumOfRows(dy)],
  );
}

/** Every row times a vector, element by element. */
export function scaleRows(x: tf.Tensor, gain: tf.Tensor1D): tf.Tensor {
  return differentiable(
    [x, gain],
    (save) => {
      save([x, gain]);
      return tf.mul(x, gain);
    },
    (dy, [savedX, savedGain]) => [() => scaleRows(dy, savedGain as tf.Tensor1D), () => sumOfRows(tf.mul(dy, savedX))],
  );
}

/** Every row times a gain plus a bias, element by element. */
export function scaleAndShiftRows(x: tf.Tensor, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor {
  return differentiable(
    [x, gain, bias],
    (save) => {
      save([x, gain]);
      return tf.add(tf.mul(x, gain), bias);
    },
    (dy, [savedX, savedGain]) => [
      () => scaleRows(dy, savedGain as tf.Tensor1D),
      () => sumOfRows(tf.mul(dy, savedX)),
      () => sumOfRows(dy),
    ],
  );
}
