import { tf } from '../tensorflow';

import { exp } from './exp';
import { sigmoid } from './sigmoid';
import { softplus } from './softplus';
import { unrecorded } from './unrecorded';

const expm1 = (a: tf.Tensor1D): tf.Tensor1D =>
  tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    return {
      value: tf.expm1(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor, [savedX]: tf.Tensor[]) => tf.tidy(() => tf.mul(dy, exp(savedX))),
    };
  })(a) as tf.Tensor1D;

/** The mask of 1 inside [low, high] and 0 outside is a constant of the gradient. */
const clip = (a: tf.Tensor1D, low: number, high: number): tf.Tensor1D =>
  tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    return {
      value: tf.clipByValue(x as tf.Tensor, low, high),
      gradFunc: (dy: tf.Tensor, [savedX]: tf.Tensor[]) =>
        tf.tidy(() =>
          tf.mul(
            dy,
            unrecorded(() =>
              tf.cast(tf.logicalAnd(tf.greaterEqual(savedX, low), tf.lessEqual(savedX, high)), 'float32'),
            ),
          ),
        ),
    };
  })(a) as tf.Tensor1D;

/** The arithmetic in which an objective of `@bcl/objectives` is written, over one-dimensional tensors. */
export const tensorAlgebra = {
  add: (a: tf.Tensor1D, b: tf.Tensor1D): tf.Tensor1D => tf.add(a, b),
  multiply: (a: tf.Tensor1D, b: tf.Tensor1D): tf.Tensor1D => tf.mul(a, b),
  divide: (a: tf.Tensor1D, b: tf.Tensor1D): tf.Tensor1D => tf.div(a, b),
  scale: (a: tf.Tensor1D, factor: number): tf.Tensor1D => tf.mul(a, factor),
  shift: (a: tf.Tensor1D, offset: number): tf.Tensor1D => tf.add(a, offset),
  exp: (a: tf.Tensor1D): tf.Tensor1D => exp(a),
  log: (a: tf.Tensor1D): tf.Tensor1D => tf.log(a),
  expm1,
  softplus: (a: tf.Tensor1D): tf.Tensor1D => softplus(a),
  sigmoid: (a: tf.Tensor1D): tf.Tensor1D => sigmoid(a),
  clip,
  sum: (a: tf.Tensor1D): tf.Tensor1D => tf.sum(a, 0, true),
  maximum: (a: tf.Tensor1D): tf.Tensor1D => unrecorded(() => tf.max(a, 0, true)),
  detach: (a: tf.Tensor1D): tf.Tensor1D => unrecorded(() => a.clone()),
};
