import { tf } from '@bcl/backend';
import type { GanState } from '../model/state';

/** The vectors of a state, on the device. (No interface: what TensorFlow.js takes apart has to have an index signature.) */
export type Vectors = {
  readonly generator: tf.Tensor1D;
  readonly average: tf.Tensor1D;
  readonly discriminator: tf.Tensor1D;
  readonly generatorFirst: tf.Tensor1D;
  readonly generatorSecond: tf.Tensor1D;
  readonly discriminatorFirst: tf.Tensor1D;
  readonly discriminatorSecond: tf.Tensor1D;
};

/** Uploads the vectors of a state; the caller disposes of them. */
export function vectorsOf({ generator, average, discriminator, moments }: GanState): Vectors {
  const { generatorFirst, generatorSecond, discriminatorFirst, discriminatorSecond } = moments;
  // A backend may keep the array that it is given: it gets one of its own, which nobody else writes to.
  const upload = (values: Float32Array): tf.Tensor1D => tf.tensor1d(values.slice());
  return {
    generator: upload(generator),
    average: upload(average),
    discriminator: upload(discriminator),
    generatorFirst: upload(generatorFirst),
    generatorSecond: upload(generatorSecond),
    discriminatorFirst: upload(discriminatorFirst),
    discriminatorSecond: upload(discriminatorSecond),
  };
}

/** The state that vectors stand for. */
export function stateOfVectors(vectors: Vectors, { config }: Pick<GanState, 'config'>, step: number): GanState {
  const download = (vector: tf.Tensor1D): Float32Array => (vector.dataSync() as Float32Array).slice();
  return {
    version: 1,
    config,
    step,
    generator: download(vectors.generator),
    average: download(vectors.average),
    discriminator: download(vectors.discriminator),
    moments: {
      generatorFirst: download(vectors.generatorFirst),
      generatorSecond: download(vectors.generatorSecond),
      discriminatorFirst: download(vectors.discriminatorFirst),
      discriminatorSecond: download(vectors.discriminatorSecond),
    },
  };
}
