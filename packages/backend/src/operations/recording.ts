import { tf } from '../tensorflow';

/**
 * Whether what runs now is recorded to be differentiated again.
 *
 * Asked in the gradient function of an operation, it tells a plain gradient, in which any kernel may be called and what was
 * saved may be used as it is, from a gradient inside a loss, in which every step has to be differentiable.
 */
export function isRecording(): boolean {
  return tf.engine().state.gradientDepth > 0;
}
