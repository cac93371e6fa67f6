import { tf } from '../tensorflow';

/** Keeps tensors for the gradient, when one is wanted; the gradient function gets them in the same order. */
export type Save = (tensors: tf.Tensor[]) => void;

/** One function for each input, which gives the gradient of a loss with respect to it. Only those that are wanted are called. */
export type Gradients = readonly (() => tf.Tensor)[];

/** What is used of the engine beyond its declared methods; `tf.customGrad` stands on the same. */
interface Engine {
  runKernelFunc(operation: {
    readonly forwardFunc: (backend: unknown, save: Save) => tf.Tensor;
    readonly backwardsFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => Record<string, () => tf.Tensor>;
    readonly inputs: Record<string, tf.Tensor>;
  }): tf.Tensor;
}

/**
 * An operation with a gradient of its own, as `tf.customGrad`, with one difference: a gradient with respect to an input is computed
 * only when it is wanted. Where a loss is differentiated with respect to the input of a network, those of the weights are not, which
 * is a third of the products.
 *
 * @param inputs - what is differentiated
 * @param compute - the value; nothing in it is recorded, and all but what it returns or saves is disposed of
 * @param gradients - from the gradient with respect to the value, and what was saved
 */
export function differentiable(
  inputs: readonly tf.Tensor[],
  compute: (save: Save) => tf.Tensor,
  gradients: (dy: tf.Tensor, saved: tf.Tensor[]) => Gradients,
): tf.Tensor {
  return (tf.engine() as unknown as Engine).runKernelFunc({
    forwardFunc: (_, save) => compute(save),
    backwardsFunc: (dy, saved) => Object.fromEntries(gradients(dy, saved).entries()),
    inputs: Object.fromEntries(inputs.entries()),
  });
}
