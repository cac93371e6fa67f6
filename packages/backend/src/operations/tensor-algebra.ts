import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { exp } from './exp';
import { pointwise } from './pointwise';
import { sigmoid } from './sigmoid';
import { softplus } from './softplus';
import { unrecorded } from './unrecorded';

const expm1 = pointwise({
  value: (x) => tf.expm1(x),
  pullBack: (dy, _, y) => tf.add(dy, tf.mul(dy, y)),
  slope: (_, y) => tf.add(y, 1),
});

/** The mask of 1 inside [low, high] and 0 outside is a constant of the gradient. */
const clip = (a: tf.Tensor1D, low: number, high: number): tf.Tensor1D =>
  differentiable(
    [a],
    (save) => {
      save([a]);
      return tf.clipByValue(a, low, high);
    },
    (dy, [x]) => [
      () => {
        const inside = (): tf.Tensor => tf.logicalAnd(tf.greaterEqual(x, low), tf.lessEqual(x, high));
        return tf.mul(
          dy,
          unrecorded(() => tf.cast(inside(), 'float32')),
        );
      },
    ],
  ) as tf.Tensor1D;

/** The arithmetic in which an objective of `@bcl/objectives` is written, over one-dimensional tensors. */
export const tensorAlgebra = {
  add: (a: tf.Tensor1D, b: tf.Tensor1D): tf.Tensor1D => tf.add(a, b),
  multiply: (a: tf.Tensor1D, b: tf.Tensor1D): tf.Tensor1D => tf.mul(a, b),
  divide: (a: tf.Tensor1D, b: tf.Tensor1D): tf.Tensor1D => tf.div(a, b),
  scale: (a: tf.Tensor1D, factor: number): tf.Tensor1D => tf.mul(a, factor),
  shift: (a: tf.Tensor1D, offset: number): tf.Tensor1D => tf.add(a, offset),
  exp: (a: tf.Tensor1D): tf.Tensor1D => exp(a),
  log: (a: tf.Tensor1D): tf.Tensor1D => tf.log(a),
  expm1: (a: tf.Tensor1D): tf.Tensor1D => expm1(a),
  softplus: (a: tf.Tensor1D): tf.Tensor1D => softplus(a),
  sigmoid: (a: tf.Tensor1D): tf.Tensor1D => sigmoid(a),
  clip,
  sum: (a: tf.Tensor1D): tf.Tensor1D => tf.sum(a, 0, true),
  maximum: (a: tf.Tensor1D): tf.Tensor1D => unrecorded(() => tf.max(a, 0, true)),
  detach: (a: tf.Tensor1D): tf.Tensor1D => unrecorded(() => a.clone()),
};
