import { tf } from '../tensorflow';

/**
 * For tests: derivatives by finite differences and by automatic differentiation.
 *
 * A function of tensors is reduced to one number by a generic weight. Its derivative is compared along directions in which no two inputs
 * move alike, so that no errors cancel.
 */
export type Operation = (...inputs: tf.Tensor[]) => tf.Tensor;

type Reduced = (...inputs: tf.Tensor[]) => tf.Scalar;

/** Numbers in (-1, 1) that repeat no pattern of the data. */
export function generic(size: number, start = 1): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + start) + 4.1414 * (i + start) ** 2));
}

const genericLike = (x: tf.Tensor, start: number): tf.Tensor => tf.tensor(generic(x.size, start), x.shape);

/** Σ weight · operation(inputs). */
export function weighted(operation: Operation): Reduced {
  return (...inputs) =>
    tf.tidy(() => {
      const value = operation(...inputs);
      return tf.sum<tf.Scalar>(tf.mul(value, genericLike(value, 3)));
    });
}

/** Σ weight · gradient of {@link weighted}: its derivatives are those of second order. */
export function weightedGradient(operation: Operation): Reduced {
  return (...inputs) =>
    tf.tidy(
      () =>
        tf.addN(
          gradientsOf(weighted(operation), inputs).map((gradient, i) =>
            tf.sum(tf.mul(gradient, genericLike(gradient, 50 + i))),
          ),
        ) as tf.Scalar,
    );
}

/** As `tf.grads`, with zeros for an input that the value does not depend on, where `tf.grads` throws. */
export function gradientsOf(f: Reduced, inputs: tf.Tensor[]): tf.Tensor[] {
  return tf.tidy(() => {
    const { grads } = tf.engine().gradients(() => f(...inputs), inputs, undefined, true);
    return grads.map((gradient, i) => (gradient as tf.Tensor | undefined) ?? tf.zerosLike(inputs[i]));
  });
}

/** The derivative along one direction, found by two ways, and the length of the gradient, which errors are relative to. */
export interface Comparison {
  readonly differences: number;
  readonly automatic: number;
  readonly scale: number;
}

/**
 * Compares the derivatives of `f` along as many directions. The central difference is of fourth order: in float32 a step of 0.04 leaves about
 * 1e-5 of rounding for values near 1, and 1e-6 of truncation. No input moves by more than twice the step.
 */
export function compare(f: Reduced, inputs: tf.Tensor[], directions = 3, step = 0.04): Comparison[] {
  return tf.tidy(() => {
    const gradients = gradientsOf(f, inputs).map((gradient) => gradient.dataSync<'float32'>());
    const values = inputs.map((input) => input.dataSync<'float32'>());
    const scale = Math.max(1, Math.sqrt(gradients.reduce((sum, g) => sum + g.reduce((s, x) => s + x * x, 0), 0)));
    return Array.from({ length: directions }, (_, which) => {
      const along = values.map((each, i) => generic(each.length, 100 * which + 31 * i + 11));
      const at = (offset: number): number => {
        const moved = inputs.map((input, i) =>
          tf.tensor(
            Float32Array.from(values[i], (x, j) => x + offset * along[i][j]),
            input.shape,
          ),
        );
        return f(...moved).dataSync()[0];
      };
      return {
        differences: (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step),
        automatic: gradients.reduce((sum, g, i) => sum + g.reduce((s, x, j) => s + x * along[i][j], 0), 0),
        scale,
      };
    });
  });
}
