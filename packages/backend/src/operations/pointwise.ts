import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { isRecording } from './recording';

/** A function of one number, applied to each of a tensor, and how it is differentiated. */
export interface Pointwise {
  /** The value, by any kernels. */
  readonly value: (x: tf.Tensor) => tf.Tensor;
  /** `dy` times the slope, by any kernels: not recorded. */
  readonly pullBack: (dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor) => tf.Tensor;
  /** The slope in operations that are right at every order, from x and y = value(x), which leads back to x. */
  readonly slope: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor;
}

/**
 * An elementwise operation that is right when it is differentiated once, twice or more often.
 *
 * A kernel of TensorFlow.js that saves its output for the gradient (`exp`, `sigmoid`, `tanh`, `softmax`, …) saves a copy that does
 * not lead back to its input. Differentiated again, the term through that copy is dropped without a word. Here a recorded
 * gradient takes the output from the same operation applied to the saved input, whose value is already known.
 */
export function pointwise({ value, pullBack, slope }: Pointwise): <T extends tf.Tensor>(x: T) => T {
  const apply = (input: tf.Tensor, known?: tf.Tensor): tf.Tensor =>
    differentiable(
      [input],
      (save) => {
        const y = known === undefined ? value(input) : known.clone();
        save([input, y]);
        return y;
      },
      (dy, [x, y]) => [() => (isRecording() ? tf.mul(dy, slope(x, apply(x, y))) : pullBack(dy, x, y))],
    );
  return <T extends tf.Tensor>(x: T) => apply(x) as T;
}
