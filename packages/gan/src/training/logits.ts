import { tf } from '@bcl/backend';
import type { GanConfig } from '../network/config';
import { discriminatorForward } from '../network/discriminator';
import type { Parameters } from '../network/transformer';

/** What a discriminator may be asked about: real rows, answers in their roles, and the like; [n, T, P + 3] or [n] each. */
export type Sets<A> = Readonly<Record<string, A>>;

/** The logits of several sets of rows, from one pass. */
export function logitsOf(config: GanConfig, parameters: Parameters, sets: Sets<tf.Tensor3D>): Sets<tf.Tensor1D> {
  if (Object.keys(sets).length === 0) return {};
  return apart(discriminatorForward(config, parameters, together(sets)), sets);
}

/**
 * The logits of several sets of rows and how steep they are: ‖∇_x D‖² of each row, which can be differentiated again.
 *
 * @param present - 1 at the values that count, [n, T, P + 3]: the same for every set
 */
export function slopesOf(
  config: GanConfig,
  parameters: Parameters,
  sets: Sets<tf.Tensor3D>,
  present: tf.Tensor3D,
): { readonly logits: Sets<tf.Tensor1D>; readonly squares: Sets<tf.Tensor1D> } {
  // A row's logit depends on that row alone, so that the gradient of their sum holds the gradient of each.
  const logitsAt = (x: tf.Tensor): tf.Scalar =>
    discriminatorForward(config, parameters, x as tf.Tensor3D) as tf.Tensor as tf.Scalar;
  const { value, grad } = tf.valueAndGrad(logitsAt)(together(sets));
  const counted = tf.mul(grad, together(Object.values(sets).map(() => present)));
  const squares: tf.Tensor1D = tf.sum(tf.square(counted), [1, 2]);
  return { logits: apart(value as tf.Tensor as tf.Tensor1D, sets), squares: apart(squares, sets) };
}

function together(sets: Sets<tf.Tensor3D> | readonly tf.Tensor3D[]): tf.Tensor3D {
  const all = Object.values(sets);
  return all.length === 1 ? all[0] : tf.concat(all, 0);
}

function apart(all: tf.Tensor1D, sets: Sets<tf.Tensor3D>): Sets<tf.Tensor1D> {
  const names = Object.keys(sets);
  const sizes = names.map((name) => sets[name].shape[0]);
  const parts = names.length === 1 ? [all] : tf.split<tf.Tensor1D>(all, sizes);
  return Object.fromEntries(names.map((name, at) => [name, parts[at]]));
}
