import { initialParameters } from '@bcl/backend';
import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import { requireConfig } from '../network/config';
import type { GanConfig } from '../network/config';
import { discriminatorParameters, generatorParameters } from '../network/parameters';

/** Adam's running means, each as long as the vector it belongs to. */
export interface Moments {
  readonly generatorFirst: Float32Array;
  readonly generatorSecond: Float32Array;
  readonly discriminatorFirst: Float32Array;
  readonly discriminatorSecond: Float32Array;
}

/** All that the next step of training needs, as plain data: a checkpoint. Networks are flat vectors of all their weights. */
export interface GanState {
  readonly version: 1;
  readonly config: GanConfig;
  /** Steps taken. */
  readonly step: number;
  readonly generator: Float32Array;
  /** The exponential moving average of the generator, which is the one to use. */
  readonly average: Float32Array;
  readonly discriminator: Float32Array;
  readonly moments: Moments;
}

/**
 * Two networks before their first step. Needs no backend.
 *
 * @param key - draws the weights
 * @throws RangeError for an impossible configuration, naming the entry
 * @example
 * ```ts
 * import { createGan, presets } from '@bcl/gan';
 * import { key } from '@bcl/random';
 *
 * createGan(key(1), presets.plane).step; // => 0
 * ```
 */
export function createGan(key: Key, config: GanConfig): GanState {
  requireConfig(config);
  const generator = initialParameters(generatorParameters(config), fold(key, 'generator'));
  const discriminator = initialParameters(discriminatorParameters(config), fold(key, 'discriminator'));
  return {
    version: 1,
    config: structuredClone(config),
    step: 0,
    generator,
    average: generator.slice(),
    discriminator,
    moments: {
      generatorFirst: new Float32Array(generator.length),
      generatorSecond: new Float32Array(generator.length),
      discriminatorFirst: new Float32Array(discriminator.length),
      discriminatorSecond: new Float32Array(discriminator.length),
    },
  };
}
