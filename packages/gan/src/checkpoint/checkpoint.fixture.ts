import type { GanState } from '../model/state';
import type { GanConfig } from '../network/config';
import { discriminatorParameters, generatorParameters } from '../network/parameters';
import { sizeOf } from './safetensors/tensor';

/** The smallest networks with attention, the two of different size. */
export const tiny: GanConfig = {
  layout: { kind: 'grid', height: 2, width: 4, channels: 1, patch: 2 },
  generator: { width: 2, depth: 1, heads: 1, hidden: 1.5 },
  discriminator: { width: 4, depth: 2, heads: 2, hidden: 1 },
  noise: { token: 1, shared: 0 },
  output: 'tanh',
};

/** A state in which no two numbers are the same. */
export function stateOf(config: GanConfig, step: number): GanState {
  const count = (specs: readonly { readonly shape: readonly number[] }[]): number =>
    specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const [generator, discriminator] = [count(generatorParameters(config)), count(discriminatorParameters(config))];
  let next = step;
  const numbers = (length: number): Float32Array => Float32Array.from({ length }, () => Math.fround((next += 1) / 3));
  return {
    version: 1,
    config,
    step,
    generator: numbers(generator),
    average: numbers(generator),
    discriminator: numbers(discriminator),
    moments: {
      generatorFirst: numbers(generator),
      generatorSecond: numbers(generator),
      discriminatorFirst: numbers(discriminator),
      discriminatorSecond: numbers(discriminator),
    },
  };
}
