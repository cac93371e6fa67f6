import type { GanConfig, NetworkSize } from './config';

const size = (width: number, depth: number, heads: number, hidden: number): NetworkSize => ({
  width,
  depth,
  heads,
  hidden,
});

/**
 * Configurations named after the experiments. Nothing of them is known from the paper: they are what two CPU cores can train.
 *
 * - `plane`: two coordinates, two tokens;
 * - `mnist`: 28 × 28 digits, 49 patches of 4 × 4;
 * - `mnistSmall`: the same in about a seventh of the weights;
 * - `celeba`: 32 × 32 faces in colour, 64 patches of 4 × 4.
 *
 * Images are expected in [-1, 1].
 *
 * @example
 * ```ts
 * import { parameterCount } from '@bcl/backend';
 * import { generatorParameters, presets } from '@bcl/gan';
 *
 * parameterCount(generatorParameters(presets.mnistSmall)) < 120_000; // => true
 * const wider = { ...presets.plane, discriminator: { ...presets.plane.discriminator, width: 128 } };
 * wider.discriminator.heads; // => 4
 * ```
 */
export const presets = {
  plane: {
    layout: { kind: 'coordinates', dimension: 2 },
    generator: size(64, 2, 4, 2),
    discriminator: size(64, 2, 4, 2),
    noise: { token: 4, shared: 4 },
    output: 'linear',
  },
  mnist: {
    layout: { kind: 'grid', height: 28, width: 28, channels: 1, patch: 4 },
    generator: size(128, 4, 4, 4),
    discriminator: size(128, 4, 4, 4),
    noise: { token: 8, shared: 64 },
    output: 'tanh',
  },
  mnistSmall: {
    layout: { kind: 'grid', height: 28, width: 28, channels: 1, patch: 4 },
    generator: size(64, 3, 4, 2),
    discriminator: size(64, 3, 4, 2),
    noise: { token: 8, shared: 64 },
    output: 'tanh',
  },
  celeba: {
    layout: { kind: 'grid', height: 32, width: 32, channels: 3, patch: 4 },
    generator: size(128, 4, 4, 4),
    discriminator: size(128, 4, 4, 4),
    noise: { token: 8, shared: 64 },
    output: 'tanh',
  },
} as const satisfies Record<string, GanConfig>;
