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
