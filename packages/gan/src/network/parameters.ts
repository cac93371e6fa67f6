import type { ParameterSpec } from '@bcl/backend';
import { tokensOf, valuesOf } from '../tokens/layout';
import { ROLES } from '../tokens/roles';
import type { GanConfig, NetworkSize } from './config';
import { waveCount } from './waves';

/** Numbers of one token that the generator sees: x_S (P), roles (3), noise of its own, shared noise; in this order. */
export function generatorFeatures({ layout, noise }: GanConfig): number {
  return valuesOf(layout) + ROLES + noise.token + noise.shared;
}

/** Numbers of one token that the discriminator sees: x on S ∪ T (P), roles (3); in this order. */
export function discriminatorFeatures({ layout }: GanConfig): number {
  return valuesOf(layout) + ROLES;
}

/**
 * The parameters of the generator, in the order of its flat vector.
 *
 * Products start as N(0, 1/inputs), those at the end of a residual branch smaller by √(2 depth), so that the sum of all
 * branches has the size of one.
 *
 * @throws RangeError for an impossible configuration
 * @example
 * ```ts
 * import { generatorParameters, presets } from '@bcl/gan';
 *
 * const [embed] = generatorParameters(presets.plane);
 * [embed.name, ...embed.shape]; // => ['embed.weight', 12, 64]
 * ```
 */
export function generatorParameters(config: GanConfig): ParameterSpec[] {
  const { tokens, values } = tokensOf(config.layout);
  return transformer(config.generator, tokens, generatorFeatures(config) + waveCount(config), values);
}

/**
 * The parameters of the discriminator, in the order of its flat vector: see {@link generatorParameters}.
 *
 * @throws RangeError for an impossible configuration
 */
export function discriminatorParameters(config: GanConfig): ParameterSpec[] {
  return transformer(
    config.discriminator,
    tokensOf(config.layout).tokens,
    discriminatorFeatures(config) + waveCount(config),
    1,
  );
}

function transformer(size: NetworkSize, tokens: number, inputs: number, outputs: number): ParameterSpec[] {
  const { width, depth } = size;
  const blocks = Array.from({ length: depth }, (_, at) => block(size, `blocks.${at}`));
  return [
    weight('embed', inputs, width),
    // Roles are one of three, so the positions are all the bias that the embedding needs.
    { name: 'position', shape: [tokens, width], initial: { kind: 'normal', deviation: 0.5 } },
    ...blocks.flat(),
    weight('head', width, outputs),
    constant('head.bias', [outputs], 0),
  ];
}

function block({ width, depth, hidden }: NetworkSize, name: string): ParameterSpec[] {
  const branch = 1 / Math.sqrt(2 * depth);
  return [
    weight(`${name}.attention.input`, width, 3 * width),
    constant(`${name}.attention.input.bias`, [3 * width], 0),
    weight(`${name}.attention.output`, width, width, branch),
    constant(`${name}.attention.output.bias`, [width], 0),
    weight(`${name}.hidden.input`, width, hidden * width),
    constant(`${name}.hidden.input.bias`, [hidden * width], 0),
    weight(`${name}.hidden.output`, hidden * width, width, branch),
    constant(`${name}.hidden.output.bias`, [width], 0),
  ];
}

function weight(name: string, inputs: number, outputs: number, scale = 1): ParameterSpec {
  const deviation = scale / Math.sqrt(inputs);
  return { name: `${name}.weight`, shape: [inputs, outputs], initial: { kind: 'normal', deviation } };
}

function constant(name: string, shape: readonly number[], value: number): ParameterSpec {
  return { name, shape, initial: { kind: 'constant', value } };
}
