import { tf } from '../tensorflow';

/** For tests: a function of tensors, reduced to one number by a generic weight, and its derivatives by two ways. */
export type Operation = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Numbers in (-1, 1) that repeat no pattern of the data: a weight under which no error of a derivative cancels. */
export function generic(size: number, start = 1): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + start) + 4.1414 * (i + start) ** 2));
}

const weightLike = (x: tf.Tensor, start: number): tf.Tensor => tf.tensor(generic(x.size, start), x.shape);

/** Σ weight · operation(inputs): a number with a generic gradient. */
export function weighted(operation: Operation): (...inputs: tf.Tensor[]) => tf.Scalar {
  return (...inputs) =>
    tf.tidy(() => {
      const value = operation(...inputs);
      return tf.sum(tf.mul(value, weightLike(value, 3))) as tf.Scalar;
    });
}

/** As `tf.grads`, with zeros for an input that the value does not depend on, where `tf.grads` throws. */
function gradientsOf(f: (...inputs: tf.Tensor[]) => tf.Scalar, inputs: tf.Tensor[]): tf.Tensor[] {
  return tf.tidy(() => {
    const { grads } = tf.engine().gradients(() => f(...inputs), inputs, undefined, true);
    return grads.map((gradient, i) => (gradient as tf.Tensor | undefined) ?? tf.zerosLike(inputs[i]));
  });
}

/** Σ weight · gradient of {@link weighted}: what is differentiated to learn of the second order. */
export function weightedGradient(operation: Operation): (...inputs: tf.Tensor[]) => tf.Scalar {
  return (...inputs) =>
    tf.tidy(() => {
      const gradients = gradientsOf(weighted(operation), inputs);
      return tf.addN(
        gradients.map((gradient, i) => tf.sum(tf.mul(gradient, weightLike(gradient, 50 + i)))),
      ) as tf.Scalar;
    });
}

/**
 * The derivatives with respect to every number of every input by a central difference of fourth order.
 * In float32 a step of 0.04 leaves about 1e-5 of rounding for values near 1, and 1e-6 of truncation.
 */
export function differences(f: (...inputs: tf.Tensor[]) => tf.Scalar, inputs: tf.Tensor[], step = 0.04): number[][] {
  return inputs.map((input, which) => {
    const values = input.dataSync().slice() as Float32Array;
    const at = (index: number, offset: number): number => {
      const moved = values.slice();
      moved[index] += offset;
      return tf.tidy(
        () => f(...inputs.map((each, i) => (i === which ? tf.tensor(moved, input.shape) : each))).dataSync()[0],
      );
    };
    return Array.from(
      values,
      (_, i) => (8 * (at(i, step) - at(i, -step)) - (at(i, 2 * step) - at(i, -2 * step))) / (12 * step),
    );
  });
}

/** The same derivatives by automatic differentiation. */
export function automatic(f: (...inputs: tf.Tensor[]) => tf.Scalar, inputs: tf.Tensor[]): number[][] {
  const gradients = gradientsOf(f, inputs);
  return gradients.map((gradient) => {
    const values = Array.from(gradient.dataSync());
    gradient.dispose();
    return values;
  });
}
