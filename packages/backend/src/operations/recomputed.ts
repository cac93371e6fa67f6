import { tf } from '../tensorflow';

import { isRecording } from './recording';

/** What an operation computes and how it is differentiated. */
export interface Rule {
  /** The value, by any kernels: what happens here is not recorded. */
  value(x: tf.Tensor): tf.Tensor;
  /**
   * The gradient of a loss with respect to x, from `dy`, that with respect to the value `y`. When it is recorded, `y` is a tensor
   * that leads back to x, so that the gradient of the gradient is complete; all else has to be written in operations that
   * are right at second order themselves.
   */
  gradient(dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor): tf.Tensor;
}

/**
 * An operation of one tensor that is right when it is differentiated once, twice or more often.
 *
 * A kernel of TensorFlow.js that saves its output for the gradient (`exp`, `sigmoid`, `tanh`, `softmax`, …) saves a copy that does
 * not lead back to its input. Differentiated again, the term through that copy is dropped without a word. Here a recorded
 * gradient takes the output from the same operation applied to the saved input, whose value is already known.
 */
export function recomputed<T extends tf.Tensor = tf.Tensor>({ value, gradient }: Rule): (x: T) => T {
  const apply = (input: tf.Tensor, known?: tf.Tensor): tf.Tensor =>
    tf.customGrad((x, save) => {
      const y = known === undefined ? value(x as tf.Tensor) : known.clone();
      (save as tf.GradSaveFunc)([x as tf.Tensor, y]);
      return {
        value: y,
        gradFunc: (dy: tf.Tensor, [savedX, savedY]: tf.Tensor[]) =>
          tf.tidy(() => gradient(dy, savedX, isRecording() ? apply(savedX, savedY) : savedY)),
      };
    })(input);
  return (x) => apply(x) as T;
}
