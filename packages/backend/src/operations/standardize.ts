import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { fused, fusedAll, hasFused } from './fused-kernel';
import { isRecording } from './recording';

/** Rows with mean 0 and variance 1, and 1 / √(variance + epsilon) of each: [..., W] and [..., 1]. */
interface Standard {
  readonly rows: tf.Tensor;
  readonly precision: tf.Tensor;
}

/** (x - mean) / √(variance + epsilon) along the last axis, right at every order. */
export function standardize(x: tf.Tensor, epsilon: number, known?: Standard): tf.Tensor {
  return differentiable(
    [x],
    (save) => {
      const standard = known ?? standardOf(x, epsilon);
      save([x, standard.rows, standard.precision]);
      return known === undefined ? standard.rows : standard.rows.clone();
    },
    (dy, [savedX, rows, precision]) => [() => pullBack(dy, savedX, epsilon, { rows, precision })],
  );
}

/** What is used of the engine beyond its declared methods. */
interface Engine {
  runKernelFunc(operation: {
    readonly forwardFunc: (backend: unknown, save: (tensors: tf.Tensor[]) => void) => tf.Tensor[];
    readonly backwardsFunc: (dys: tf.Tensor[], saved: tf.Tensor[]) => Record<string, () => tf.Tensor>;
    readonly inputs: Record<string, tf.Tensor>;
  }): tf.Tensor[];
}

/** {@link standardize} and x itself, for the two branches of a residual: their gradients then meet in one kernel. */
export function standardizeBeside(x: tf.Tensor, epsilon: number): [standard: tf.Tensor, x: tf.Tensor] {
  if (!hasFused('BclStandardizeGradPlus')) return [standardize(x, epsilon), x];
  return (tf.engine() as unknown as Engine).runKernelFunc({
    forwardFunc: (_, save) => {
      const { rows, precision } = standardOf(x, epsilon);
      save([x, rows, precision]);
      return [rows, x.clone()];
    },
    backwardsFunc: ([dy, plus], [savedX, rows, precision]) => ({
      x: () =>
        isRecording()
          ? tf.add(plus, pullBack(dy, savedX, epsilon, { rows, precision }))
          : fused('BclStandardizeGradPlus', [dy, rows, precision, plus]),
    }),
    inputs: { x },
  }) as [tf.Tensor, tf.Tensor];
}

function standardOf(x: tf.Tensor, epsilon: number): Standard {
  if (hasFused('BclStandardize')) {
    const [rows, precision] = fusedAll('BclStandardize', [x], 2, { epsilon });
    return { rows, precision };
  }
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const precision = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
  return { rows: tf.mul(centred, precision), precision };
}

/** precision · (dy - mean(dy) - rows · mean(rows · dy)), with means along the last axis. */
function pullBack(dy: tf.Tensor, x: tf.Tensor, epsilon: number, standard: Standard): tf.Tensor {
  return differentiable(
    [dy, x],
    (save) => {
      const { rows, precision } = standard;
      save([dy, x, rows, precision]);
      if (hasFused('BclStandardizeGrad')) return fused('BclStandardizeGrad', [dy, rows, precision]);
      const along = tf.mean(tf.mul(rows, dy), -1, true);
      return tf.mul(tf.sub(tf.sub(dy, tf.mul(rows, along)), tf.mean(dy, -1, true)), precision);
    },
    (v, [savedDy, savedX, rows, precision]) => [
      // The matrix between dy and the result is symmetric.
      () => pullBack(v, savedX, epsilon, { rows, precision }),
      () =>
        bend(
          v,
          savedDy,
          isRecording()
            ? {
                rows: standardize(savedX, epsilon, { rows, precision }),
                precision: standardOf(savedX, epsilon).precision,
              }
            : { rows, precision },
        ),
    ],
  );
}

/**
 * The gradient of Σ v · pullBack(dy, x) with respect to x. With r the precision, z the rows, and means along the last axis
 * a = mean(z dy), c = mean(z v), e = mean(v dy) - mean(v) mean(dy), it is
 * -r² (c (dy - mean(dy)) + a (v - mean(v)) + (e - 3 a c) z).
 */
function bend(v: tf.Tensor, dy: tf.Tensor, { rows, precision }: Standard): tf.Tensor {
  if (hasFused('BclStandardizeBend') && !isRecording()) return fused('BclStandardizeBend', [v, dy, rows, precision]);
  const mean = (a: tf.Tensor): tf.Tensor => tf.mean(a, -1, true);
  const scale = tf.neg(tf.square(precision));
  const a = mean(tf.mul(rows, dy));
  const c = mean(tf.mul(rows, v));
  const [meanV, meanDy] = [mean(v), mean(dy)];
  const e = tf.sub(mean(tf.mul(v, dy)), tf.mul(meanV, meanDy));
  const [forDy, forV] = [tf.mul(scale, c), tf.mul(scale, a)];
  const forRows = tf.mul(scale, tf.sub(e, tf.mul(3, tf.mul(a, c))));
  const constant = tf.add(tf.mul(forDy, meanDy), tf.mul(forV, meanV));
  return tf.sub(tf.addN([tf.mul(dy, forDy), tf.mul(v, forV), tf.mul(rows, forRows)]), constant);
}
