import { linear, tf, type ParameterSpec } from '@bcl/backend';
import { valuesPerPicture, type PictureSize } from '@bcl/images';

/** What a classifier tells apart: classes of which a picture has one, or attributes of which it has any number. */
export type Answer = 'classes' | 'attributes';

/** The shape of a classifier of pictures: layers of units, the last of which are its features. */
export interface ClassifierShape extends PictureSize {
  /** Units of each layer between the picture and the answers; the last layer's are the features. */
  readonly layers: readonly number[];
  /** Number of classes or attributes K. */
  readonly answers: number;
  readonly answer: Answer;
}

/** The layers of {@link ClassifierShape} by default. */
export const CLASSIFIER_LAYERS: readonly number[] = [512, 256, 64];

/** The network's weights: of layer i `i.weight` and `i.bias`. */
export function classifierParameters(shape: ClassifierShape): readonly ParameterSpec[] {
  const sizes = [valuesPerPicture(shape), ...shape.layers, shape.answers];
  return sizes.slice(1).flatMap((outputs, i): ParameterSpec[] => [
    {
      name: `${i}.weight`,
      shape: [sizes[i], outputs],
      initial: { kind: 'normal', deviation: Math.sqrt(2 / sizes[i]) },
    },
    { name: `${i}.bias`, shape: [outputs], initial: { kind: 'constant', value: 0 } },
  ]);
}

/** What the network says of pictures: features N x F, the last layer before the answers, and logits N x K. */
export function classify(
  { layers }: ClassifierShape,
  parameters: Readonly<Record<string, tf.Tensor>>,
  rows: tf.Tensor2D,
): { readonly features: tf.Tensor2D; readonly logits: tf.Tensor2D } {
  const layer = (i: number, x: tf.Tensor2D): tf.Tensor2D =>
    linear(x, parameters[`${i}.weight`] as tf.Tensor2D, parameters[`${i}.bias`] as tf.Tensor1D);
  let features = rows;
  layers.forEach((_, i) => (features = tf.relu(layer(i, features))));
  return { features, logits: layer(layers.length, features) };
}
