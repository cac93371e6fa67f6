import { tf } from '../tensorflow';
import { reasonOf } from './candidate';

/** Input, weights and targets of a linear classifier with two rows, three inputs and two classes. */
const inputs = [0.5, -1, 2, 1.5, 0.25, -0.75];
const weights = [0.1, -0.2, 0.3, 0.4, -0.5, 0.6];
const targets = [1, 0, 0, 1];
const RATE = 0.1;
const TOLERANCE = 1e-4;

/**
 * Proves the current backend by one training step of a small classifier: a product, a softmax, the gradient, an update, compared
 * with the same step in plain JavaScript.
 *
 * @returns undefined when it is right to 1e-4, else what is wrong, in one line
 */
export async function prove(): Promise<string | undefined> {
  const expected = stepInJavaScript();
  try {
    const updated = tf.tidy(() => {
      const x = tf.tensor2d(inputs, [2, 3]);
      const y = tf.tensor2d(targets, [2, 2]);
      const w = tf.tensor2d(weights, [3, 2]);
      const slope = tf.grad((v: tf.Tensor) =>
        tf.neg(tf.mean(tf.sum(tf.mul(y, tf.log(tf.softmax(tf.matMul(x, v as typeof w)))), 1))),
      )(w);
      return tf.sub(w, tf.mul(slope, RATE));
    });
    const found = await updated.data();
    updated.dispose();
    const worst = expected.findIndex((value, i) => !(Math.abs(value - found[i]) <= TOLERANCE));
    if (worst === -1) return undefined;
    return `its training step is wrong: weight ${worst} became ${found[worst]}, not ${expected[worst].toFixed(6)}`;
  } catch (error) {
    return `its training step failed: ${reasonOf(error)}`;
  }
}

/** The weights after the step. */
export function stepInJavaScript(): number[] {
  const after = [...weights];
  for (let row = 0; row < 2; row++) {
    const logits = [0, 1].map((k) => [0, 1, 2].reduce((sum, i) => sum + inputs[3 * row + i] * weights[2 * i + k], 0));
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    for (let k = 0; k < 2; k++) {
      const slope = (Math.exp(logits[k]) / total - targets[2 * row + k]) / 2;
      for (let i = 0; i < 3; i++) after[2 * i + k] -= RATE * slope * inputs[3 * row + i];
    }
  }
  return after;
}
