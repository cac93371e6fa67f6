import { fixed } from '@bcl/masks';
import type { Learner } from '@bcl/matching';
import type { Transform } from '@bcl/transforms';
import { createGan } from '../model/state';
import type { GanState } from '../model/state';
import type { GanConfig } from '../network/config';
import type { TrainingInfo } from './info';
import type { TrainingSettings } from './settings';
import type { GanObjective } from './terms';
import { startTraining } from './training';

/** Settings of {@link ganLearner}: those of training, without what comes with every matching. */
export type GanLearnerSettings = Omit<TrainingSettings, 'key' | 'tasks' | 'objective'>;

/**
 * A GAN as a `Learner` of `@bcl/matching`: one step on one matching, from a state of plain data to the next. The backend must be open.
 *
 * All rows of a batch have the matching's task; a transform is applied to them first. The weights go to the device and come back in
 * every step, which small networks do not feel. `startTraining` leaves them there, and gives every row a task of its own.
 *
 * @param config - the networks that `init` makes
 * @returns a learner whose batches are rows, n × D; its steps throw what `startTraining` and `Training.advance` throw
 * @example
 * ```ts
 * import { openBackend } from '@bcl/backend';
 * import { ganLearner, presets } from '@bcl/gan';
 * import { joint } from '@bcl/masks';
 * import { matchingSampler, runSync } from '@bcl/matching';
 * import { key } from '@bcl/random';
 *
 * await openBackend({ name: 'cpu' })();
 * const small = { width: 8, depth: 1, heads: 2, hidden: 2 };
 * const learner = ganLearner({ ...presets.plane, generator: small, discriminator: small });
 * const matchings = matchingSampler({ task: joint(), objective: 'naive' });
 * const batch = Float32Array.of(0.5, 1, -0.5, -1);
 * const reports = [...runSync(learner, { key: key(1), dimension: 2, matchings, batch, steps: 2 })];
 * reports.map(({ state }) => state.step); // => [1, 2]
 * ```
 */
export function ganLearner(
  config: GanConfig,
  settings: GanLearnerSettings = {},
): Learner<GanState, Float32Array, TrainingInfo, GanObjective> {
  return {
    init: (key) => createGan(key, config),
    step: (key, state, batch, { task, transform, objective }) => {
      const training = startTraining(state, { ...settings, key, objective, tasks: fixed(task) });
      try {
        const info = training.advance(transformed(batch, transform));
        return [training.state(), info];
      } finally {
        training.dispose();
      }
    },
  };
}

function transformed(rows: Float32Array, transform: Transform): Float32Array {
  const columns = transform.dimension;
  if (rows.length % columns !== 0) {
    throw new RangeError(`rows of ${columns} coordinates are needed, got ${rows.length} numbers`);
  }
  const { data } = transform.apply({ rows: rows.length / columns, columns, data: Float64Array.from(rows) });
  return Float32Array.from(data);
}
