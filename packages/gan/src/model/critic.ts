import { tf } from '@bcl/backend';
import type { Task } from '@bcl/masks';
import { discriminatorForward } from '../network/discriminator';
import { discriminatorFeatures } from '../network/parameters';
import { tokenRoles } from '../tokens/roles';
import { cells, discriminatorInput } from '../training/batch';
import type { GanModel } from './model';
import { requireCount, requireRows } from './require';

/**
 * The discriminator's logit of each row: how much likelier x_{S ∪ T} is under the data than under q(x_S) p(x_T | x_S), by its
 * estimate of the logarithm of that ratio.
 *
 * @param rows - N × D; coordinates that are in neither S nor T are not looked at
 * @param tasks - one for all rows, or one for each row
 * @param batch - rows that are computed at once; 64 without it
 * @returns N
 * @throws RangeError for a model without a discriminator, for rows of another width, or for a task that splits a token
 * @example
 * ```ts
 * import { openBackend } from '@bcl/backend';
 * import { createGan, critic, openModel, presets } from '@bcl/gan';
 * import { task } from '@bcl/masks';
 * import { key } from '@bcl/random';
 *
 * await openBackend({ name: 'cpu' })();
 * const model = openModel(createGan(key(1), presets.plane));
 * const [one, two] = critic(model, Float32Array.of(1, 2, 1, -2), task([], [0]));
 * one === two; // => true
 * model.dispose();
 * ```
 */
export function critic(
  { config, map, discriminator }: GanModel,
  rows: Float32Array,
  tasks: Task | readonly Task[],
  { batch = 64 }: { readonly batch?: number } = {},
): Float32Array {
  if (discriminator === undefined)
    throw new RangeError('the model has no discriminator: open it from a state that has one');
  const { dimension, tokens } = map;
  const count = requireRows(rows, map);
  requireCount('batch', batch);
  const each = 'target' in tasks ? new Array<Task>(count).fill(tasks) : tasks;
  if (each.length !== count)
    throw new RangeError(`there are ${count} rows and ${each.length} tasks; give one, or as many`);
  const logits = new Float32Array(count);
  for (let start = 0; start < count; start += batch) {
    const end = Math.min(count, start + batch);
    const roles = new Uint8Array((end - start) * tokens);
    for (let row = start; row < end; row++) roles.set(tokenRoles(each[row], map), (row - start) * tokens);
    const part = { rows: rows.subarray(start * dimension, end * dimension), roles };
    const computed = tf.tidy(() => {
      const seen = cells(discriminatorInput(part, config, map), tokens, discriminatorFeatures(config));
      return discriminatorForward(config, discriminator, seen);
    });
    logits.set(computed.dataSync(), start);
    computed.dispose();
  }
  return logits;
}
