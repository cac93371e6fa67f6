import {
  adamStep,
  gradientOf,
  initialParameters,
  logSumExp,
  movingAverage,
  parameterCount,
  softplus,
  tf,
} from '@bcl/backend';
import type { ImageSet } from '@bcl/images';
import { fold, permutation, type Key } from '@bcl/random';
import { rowsAt } from '../data/rows';
import { augmented, type Augmentation } from './augment';
import { CLASSIFIER_LAYERS, classifierParameters, classify, type ClassifierShape } from './network';
import { answersOf, targetsAt } from './targets';

/** A trained classifier: plain data. */
export interface Classifier {
  readonly shape: ClassifierShape;
  /** All weights in one vector, as `classifierParameters` names them. */
  readonly weights: Float32Array;
}

/** How a classifier is trained. */
export interface ClassifierTraining {
  /** Pictures with labels or attributes: training pictures only. */
  readonly images: ImageSet;
  readonly key: Key;
  readonly augmentation: Augmentation;
  /** Times every picture is seen. */
  readonly epochs: number;
  readonly batch?: number;
  /** Of Adam, at the start; it falls to 0 along half a cosine. */
  readonly learningRate?: number;
  readonly layers?: readonly number[];
  /** Called after every step; what it throws ends the training. */
  readonly onStep?: (progress: { readonly step: number; readonly steps: number; readonly loss: number }) => void;
  /** Lets signals through, now and then. */
  readonly pause?: () => Promise<void>;
}

/** Steps between two pauses and two looks at the loss, which wait for the device. */
const LOOK = 20;

/**
 * Trains a classifier by Adam on moved copies of the pictures, and gives back the moving average of its weights. The backend must be
 * open. Equal keys and pictures give equal weights on the same backend.
 */
export async function trainClassifier(request: ClassifierTraining): Promise<Classifier> {
  const { images, key, augmentation, epochs, batch = 200, learningRate = 1.5e-3, layers = CLASSIFIER_LAYERS } = request;
  const { height, width, channels, count } = images;
  const shape: ClassifierShape = { height, width, channels, layers, ...answersOf(images) };
  const specs = classifierParameters(shape);
  const size = Math.min(batch, count);
  const inEpoch = Math.floor(count / size);
  const steps = Math.max(1, Math.round(epochs * inEpoch));
  let flat = tf.tensor1d(initialParameters(specs, fold(key, 'weights')));
  let first: tf.Tensor1D = tf.zeros([parameterCount(specs)]);
  let second: tf.Tensor1D = tf.zeros([parameterCount(specs)]);
  let average = flat.clone();
  let order: Int32Array = new Int32Array();
  try {
    for (let step = 1; step <= steps; step++) {
      const place = (step - 1) % inEpoch;
      if (place === 0) order = permutation(fold(fold(key, 'order'), (step - 1) / inEpoch), count);
      const chosen = order.subarray(place * size, (place + 1) * size);
      const rows = augmented(rowsAt(images, chosen), images, augmentation, fold(fold(key, 'moves'), step));
      const x = tf.tensor2d(rows, [size, rows.length / size]);
      const y = tf.tensor2d(targetsAt(images, chosen), [size, shape.answers]);
      const { value, gradient } = gradientOf(flat, specs, (parameters) =>
        lossOf(shape, classify(shape, parameters, x).logits, y),
      );
      const rate = (learningRate * (1 + Math.cos((Math.PI * (step - 1)) / steps))) / 2;
      const settings = { learningRate: rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
      const next = adamStep(flat, gradient, first, second, step, settings);
      // The average forgets the beginning: it looks back over a tenth of what was done, a thousand steps at most.
      const averaged = movingAverage(average, next.flat, 1 - 1 / Math.min(1000, 1 + step / 10));
      tf.dispose([flat, first, second, average, gradient, x, y]);
      ({ flat, first, second } = next);
      average = averaged;
      const look = step % LOOK === 0 || step === steps;
      const loss = look ? value.dataSync()[0] : 0;
      value.dispose();
      if (look) {
        request.onStep?.({ step, steps, loss });
        await request.pause?.();
      }
    }
    return { shape, weights: Float32Array.from(average.dataSync()) };
  } finally {
    tf.dispose([flat, first, second, average]);
  }
}

/** Mean cross-entropy: of the classes, or over pictures and attributes. */
function lossOf({ answer }: ClassifierShape, logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const chosen = tf.mul(logits, targets);
  return answer === 'classes'
    ? tf.mean(tf.sub(logSumExp(logits, 1), tf.sum(chosen, 1)))
    : tf.mean(tf.sub(softplus(logits), chosen));
}
