import {
  discriminatorParameters,
  generatorParameters,
  tokensOf,
  type GanConfig,
  type TrainingSettings,
} from '@bcl/gan';

/**
 * About how many floating-point operations the matrix products of one step are, without its penalty: of each network 2 for a weight and
 * token there and 4 back, and the products of attention likewise. The discriminator sees real and generated pictures in its own
 * step, and answers in the generator's, where the way back is needed only down to the picture; the generator answers once for both.
 *
 * With relativistic pairing the discriminator sees real pictures in the generator's step too.
 *
 * @param kind what a step is: `'alone'` in a warm start, without a discriminator; else the pairing
 */
export function stepOperations(
  config: GanConfig,
  batch: number,
  kind: 'alone' | NonNullable<TrainingSettings['pairing']>,
): number {
  const { tokens } = tokensOf(config.layout);
  const once = (which: 'generator' | 'discriminator'): number => {
    const specs = which === 'generator' ? generatorParameters(config) : discriminatorParameters(config);
    const weights = specs
      .filter(({ shape }) => shape.length === 2)
      .reduce((sum, { shape }) => sum + shape[0] * shape[1], 0);
    const { width, depth } = config[which];
    // Query times key, and weights times value.
    return batch * tokens * (2 * weights + depth * 4 * tokens * width);
  };
  const passes = { alone: 0, logistic: 2 * 3 + 2, relativistic: 2 * 3 + 3 } as const;
  return 3 * once('generator') + passes[kind] * once('discriminator');
}
