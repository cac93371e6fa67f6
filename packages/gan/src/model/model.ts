import { splitParameters, tf } from '@bcl/backend';
import type { ParameterSpec } from '@bcl/backend';
import { requireConfig } from '../network/config';
import type { GanConfig } from '../network/config';
import { discriminatorParameters, generatorParameters } from '../network/parameters';
import type { Parameters } from '../network/transformer';
import { tokensOf } from '../tokens/layout';
import type { TokenMap } from '../tokens/layout';
import type { GanState } from './state';

/** What a model is opened from: a state, or only what using it needs. */
export type ModelState = Pick<GanState, 'config'> & Partial<Pick<GanState, 'generator' | 'average' | 'discriminator'>>;

/** Networks on the device, ready for `complete`, `generate` and `critic`. */
export interface GanModel {
  readonly config: GanConfig;
  readonly map: TokenMap;
  /** The generator's weights by name. */
  readonly generator: Parameters;
  /** The discriminator's, where the model has one. */
  readonly discriminator?: Parameters;
  /** Frees the device's memory; the model cannot be used afterwards. */
  dispose(): void;
}

/** Options of {@link openModel}. */
export interface OpenModelOptions {
  /** Whether the generator is the moving average (the default) or the last one. */
  readonly average?: boolean;
}

/**
 * Brings networks to the device. The backend must be open.
 *
 * @param state - a state, or a model file's configuration, average and, if it has one, discriminator
 * @throws RangeError for a generator that is not in the state, or for weights that do not fit the configuration
 * @example
 * ```ts
 * import { openBackend } from '@bcl/backend';
 * import { createGan, openModel, presets } from '@bcl/gan';
 * import { key } from '@bcl/random';
 *
 * await openBackend({ name: 'cpu' })();
 * const model = openModel(createGan(key(1), presets.plane));
 * model.map.tokens; // => 2
 * model.dispose();
 * ```
 */
export function openModel(state: ModelState, { average = true }: OpenModelOptions = {}): GanModel {
  const { config } = state;
  requireConfig(config);
  const which = average ? 'average' : 'generator';
  const weights = state[which];
  if (weights === undefined) throw new RangeError(`the state has no ${which}; open it with average: ${!average}`);
  const { generator, discriminator } = tf.tidy(() => ({
    generator: byName(weights, generatorParameters(config)),
    discriminator: state.discriminator && byName(state.discriminator, discriminatorParameters(config)),
  }));
  return {
    config,
    map: tokensOf(config.layout),
    generator,
    ...(discriminator && { discriminator }),
    dispose: () => tf.dispose([Object.values(generator), Object.values(discriminator ?? {})]),
  };
}

function byName(weights: Float32Array, specs: readonly ParameterSpec[]): Parameters {
  return tf.tidy(() => splitParameters(tf.tensor1d(weights.slice()), specs));
}
