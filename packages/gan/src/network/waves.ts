import { tf } from '@bcl/backend';
import { valuesOf } from '../tokens/layout';
import type { GanConfig } from './config';

/** Numbers that {@link withWaves} adds to each token. */
export function waveCount({ layout, frequencies = 0 }: Pick<GanConfig, 'layout' | 'frequencies'>): number {
  return 2 * frequencies * valuesOf(layout);
}

/**
 * The features of tokens with sin(2ᵏ π x / 2) and cos(2ᵏ π x / 2) of each value behind them, k from 0 to `frequencies` − 1.
 *
 * A network of a few layers learns smooth functions of its inputs first. Where the data has many narrow modes, a discriminator that sees
 * only x takes thousands of steps to see that they are many; of waves it need only choose the right ones (Tancik et al.,
 * "Fourier features let networks learn high frequency functions in low dimensional domains", NeurIPS 2020).
 *
 * @param features - [B, T, F], the P values of each token first
 * @returns [B, T, F + 2 · frequencies · P]; the features themselves without frequencies
 */
export function withWaves(config: Pick<GanConfig, 'layout' | 'frequencies'>, features: tf.Tensor3D): tf.Tensor3D {
  const { layout, frequencies = 0 } = config;
  if (frequencies === 0) return features;
  const [batch, tokens] = features.shape;
  return tf.tidy(() => {
    const values = tf.slice(features, [0, 0, 0], [batch, tokens, valuesOf(layout)]);
    const angles = Array.from({ length: frequencies }, (_, k) => tf.mul(values, 2 ** (k - 1) * Math.PI));
    const angle: tf.Tensor = tf.concat(angles, 2);
    const all: tf.Tensor[] = [features, tf.sin(angle), tf.cos(angle)];
    return tf.concat(all, 2) as tf.Tensor3D;
  });
}
