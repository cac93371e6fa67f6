import { tokensOf } from '../tokens/layout';
import type { TokenLayout } from '../tokens/layout';

/** The size of a transformer. */
export interface NetworkSize {
  /** Values a token within the network, a multiple of `heads`. */
  readonly width: number;
  /** Blocks, one after the other, at least 1. */
  readonly depth: number;
  /** Heads of attention, each of width / heads values. */
  readonly heads: number;
  /** Values of the hidden layer of a block, as a multiple of the width: 4 in most transformers. */
  readonly hidden: number;
}

/** All that decides the shape of the two networks; plain JSON. */
export interface GanConfig {
  /** How coordinates are shared out among tokens. */
  readonly layout: TokenLayout;
  readonly generator: NetworkSize;
  readonly discriminator: NetworkSize;
  /** Standard normal numbers that the generator sees: `token` for each target token alone, `shared` that all tokens see. */
  readonly noise: { readonly token: number; readonly shared: number };
  /** What the generator ends with: `tanh` for data in [-1, 1], `linear` for any other. */
  readonly output: 'tanh' | 'linear';
  /**
   * Waves of each value that both networks see beside the value: sin and cos of 2ᵏ π x / 2, k from 0 to one less than this; from 0 to 32, 0
   * without it. They are for data of few values and many narrow modes, with values about as large as 1.
   */
  readonly frequencies?: number;
}

/**
 * Throws unless networks can be made from the configuration.
 *
 * @throws RangeError that names the entry
 * @example
 * ```ts
 * import { presets, requireConfig } from '@bcl/gan';
 *
 * requireConfig(presets.mnist); // => undefined
 * ```
 */
export function requireConfig(config: GanConfig): void {
  tokensOf(config.layout);
  for (const which of ['generator', 'discriminator'] as const) {
    const { width, depth, heads, hidden } = config[which];
    for (const [what, value] of Object.entries({ width, depth, heads })) {
      if (!Number.isInteger(value) || value < 1) {
        throw new RangeError(`${which}.${what} must be an integer of at least 1, got ${value}`);
      }
    }
    if (width % heads !== 0) {
      throw new RangeError(`${which}.width is ${width}, which its ${heads} heads do not share out evenly`);
    }
    if (!(Number.isInteger(hidden * width) && hidden > 0)) {
      throw new RangeError(
        `${which}.hidden times the width must be an integer of at least 1, got ${hidden} · ${width}`,
      );
    }
  }
  for (const [what, value] of Object.entries(config.noise)) {
    if (!Number.isInteger(value) || value < 0) {
      throw new RangeError(`noise.${what} must be an integer of at least 0, got ${value}`);
    }
  }
  if (config.noise.token + config.noise.shared === 0) {
    throw new RangeError('noise.token and noise.shared are both 0: a generator without noise has one answer only');
  }
  const { frequencies = 0 } = config;
  if (!Number.isInteger(frequencies) || frequencies < 0 || frequencies > 32) {
    throw new RangeError(`frequencies must be an integer from 0 to 32, got ${frequencies}`);
  }
  if (config.output !== 'tanh' && config.output !== 'linear') {
    throw new RangeError(`output must be 'tanh' or 'linear', got '${String(config.output)}'`);
  }
}
