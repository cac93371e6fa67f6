import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { fused, hasFused } from './fused-kernel';
import { gram, productOfRows, project, sumOfRows } from './rows';

/**
 * x · weight + bias along the last axis.
 *
 * @param x - [N, I], [B, T, I] or of higher rank
 * @param weight - [I, O]
 * @param bias - [O]; none by default
 * @param plus - added to the product, of the result's shape: the other branch of a residual network; only with a bias
 * @returns the shape of x with O in the place of I
 * @throws RangeError where the shapes do not fit
 */
export function linear<T extends tf.Tensor>(x: T, weight: tf.Tensor, bias?: tf.Tensor, plus?: tf.Tensor): T {
  requireShapes(x, weight, bias);
  if (plus !== undefined) requireBranch(x, weight, bias, plus);
  const matrix = weight as tf.Tensor2D;
  if (bias === undefined) return project(x, matrix, false) as T;
  if (plus !== undefined) {
    if (!hasFused('BclLinearPlus')) return tf.tidy(() => tf.add<T>(plus, linear(x, weight, bias)));
    return differentiable(
      [x, matrix, bias, plus],
      (save) => {
        save([x, matrix]);
        return fused('BclLinearPlus', [x, matrix, bias, plus], { transposed: false });
      },
      (dy, [savedX, savedWeight]) => [
        () => project(dy, savedWeight as tf.Tensor2D, true),
        () => gram(savedX, dy),
        () => sumOfRows(dy),
        () => dy.clone(),
      ],
    ) as T;
  }
  return differentiable(
    [x, matrix, bias],
    (save) => {
      save([x, matrix]);
      return productOfRows(x, matrix, false, bias as tf.Tensor1D);
    },
    (dy, [savedX, savedWeight]) => [
      () => project(dy, savedWeight as tf.Tensor2D, true),
      () => gram(savedX, dy),
      () => sumOfRows(dy),
    ],
  ) as T;
}

function requireShapes(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor | undefined): void {
  if (weight.rank !== 2) {
    throw new RangeError(`A weight is a matrix, inputs x outputs, not of shape [${weight.shape.join(', ')}].`);
  }
  const [inputs, outputs] = weight.shape;
  if (x.rank < 2 || x.shape[x.rank - 1] !== inputs) {
    throw new RangeError(
      `A weight of shape [${weight.shape.join(', ')}] takes rows of ${inputs} numbers, not a tensor of shape [${x.shape.join(', ')}].`,
    );
  }
  if (bias !== undefined && (bias.rank !== 1 || bias.shape[0] !== outputs)) {
    throw new RangeError(
      `A weight of shape [${weight.shape.join(', ')}] takes a bias of ${outputs} numbers, not of shape [${bias.shape.join(', ')}].`,
    );
  }
}

/** A kernel of our own counts its numbers only, and TensorFlow's sum would repeat what is too small: other shapes are refused before either. */
function requireBranch(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor | undefined, { shape }: tf.Tensor): void {
  if (bias === undefined)
    throw new RangeError('Another branch is added to a product with a bias only: give a bias, of zeros if need be.');
  const result = [...x.shape.slice(0, -1), weight.shape[1]];
  if (shape.length !== result.length || shape.some((length, i) => length !== result[i])) {
    throw new RangeError(
      `A product of shape [${result.join(', ')}] takes another branch of that shape, not of shape [${shape.join(', ')}].`,
    );
  }
}
