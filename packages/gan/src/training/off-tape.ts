import { tf } from '@bcl/backend';

/**
 * Runs something in the middle of a loss as if no loss were being recorded, gradients of its own included. For the loss, the
 * tensors that it gives are constants.
 *
 * TensorFlow.js has one tape. A gradient that is taken inside of another is put on it too, so that it may be differentiated again:
 * every operation is recorded, in the form that is right at second order.
 */
export function offTape<A>(run: () => A): A {
  const { state } = tf.engine();
  const { activeTape, gradientDepth } = state;
  state.gradientDepth = 0;
  try {
    return run();
  } finally {
    state.activeTape = activeTape;
    state.gradientDepth = gradientDepth;
  }
}
