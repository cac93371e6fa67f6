import { complete } from './complete';
import type { CompleteOptions } from './complete';
import type { GanModel } from './model';
import { requireCount } from './require';

/** Options of {@link generate}. */
export type GenerateOptions = Pick<CompleteOptions, 'key' | 'target' | 'batch'>;

/**
 * Samples of p(x), or of p(x_T) for a target T: completions of nothing.
 *
 * @param count - how many, at least 1
 * @returns count × D; NaN in coordinates that were not asked for
 * @throws RangeError for a count that is none, or a target that splits a token
 * @example
 * ```ts
 * import { openBackend } from '@bcl/backend';
 * import { createGan, generate, openModel, presets } from '@bcl/gan';
 * import { key } from '@bcl/random';
 *
 * await openBackend({ name: 'cpu' })();
 * const model = openModel(createGan(key(1), presets.plane));
 * generate(model, 3, { key: key(2) }).length; // => 6
 * model.dispose();
 * ```
 */
export function generate(model: GanModel, count: number, options: GenerateOptions): Float32Array {
  requireCount('count', count);
  return complete(model, new Float32Array(count * model.map.dimension), [], options);
}
