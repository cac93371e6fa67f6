import { splitParameters, tf } from '@bcl/backend';
import { valuesPerPicture } from '@bcl/images';
import { classifierParameters, classify, type ClassifierShape } from './network';
import type { Classifier } from './train';

/** A classifier whose weights lie on the device. */
export interface OpenClassifier {
  readonly shape: ClassifierShape;
  /** F: features a picture. */
  readonly featureCount: number;
  /** Features and logits of pictures: N x F and N x K. */
  look(rows: Float32Array): { readonly features: Float32Array; readonly logits: Float32Array };
  /** Frees the weights. */
  dispose(): void;
}

/** Pictures at a time. */
const CHUNK = 500;

/** Puts a classifier on the device. The backend must be open. */
export function openClassifier({ shape, weights }: Classifier): OpenClassifier {
  const dimension = valuesPerPicture(shape);
  const featureCount = shape.layers.at(-1) ?? dimension;
  const parameters = tf.tidy(() => splitParameters(tf.tensor1d(weights), classifierParameters(shape)));
  return {
    shape,
    featureCount,
    look(rows) {
      if (rows.length % dimension !== 0)
        throw new RangeError(`${rows.length} values are no whole number of pictures of ${dimension}`);
      const count = rows.length / dimension;
      const features = new Float32Array(count * featureCount);
      const logits = new Float32Array(count * shape.answers);
      for (let from = 0; from < count; from += CHUNK) {
        const size = Math.min(CHUNK, count - from);
        const part = tf.tidy(() =>
          classify(
            shape,
            parameters,
            tf.tensor2d(rows.subarray(from * dimension, (from + size) * dimension), [size, dimension]),
          ),
        );
        features.set(part.features.dataSync(), from * featureCount);
        logits.set(part.logits.dataSync(), from * shape.answers);
        tf.dispose([part.features, part.logits]);
      }
      return { features, logits };
    },
    dispose: () => tf.dispose(parameters),
  };
}

/** The likeliest class of each picture. */
export function likeliest(logits: Float32Array, classes: number): Int32Array {
  return Int32Array.from({ length: logits.length / classes }, (_, n) => {
    let best = 0;
    for (let k = 1; k < classes; k++) if (logits[n * classes + k] > logits[n * classes + best]) best = k;
    return best;
  });
}

/**
 * The share of answers that are right: of classes one answer a picture, of attributes one for each attribute.
 *
 * @param targets N x K of 0 and 1, as `targetsAt` gives them
 */
export function shareRight({ answer, answers }: ClassifierShape, logits: Float32Array, targets: Float32Array): number {
  let right = 0;
  if (answer === 'attributes') {
    logits.forEach((logit, i) => (right += Number(logit > 0 === targets[i] > 0.5)));
    return right / logits.length;
  }
  likeliest(logits, answers).forEach((k, n) => (right += targets[n * answers + k]));
  return right / (logits.length / answers);
}
