import { orThrow } from '@bcl/errors';
import { parameterCount, tf } from '@bcl/backend';
import type { GanState } from '../model/state';
import { requireConfig } from '../network/config';
import { discriminatorParameters, generatorParameters } from '../network/parameters';
import { tokensOf } from '../tokens/layout';
import { requireFinite } from './info';
import type { TrainingInfo } from './info';
import { learnsAlone } from './reconstruction';
import { completeSettings } from './settings';
import type { TrainingSettings } from './settings';
import { takeStep } from './step';
import { termsOf } from './terms';
import { stateOfVectors, vectorsOf } from './vectors';

/** A training that is under way, with its weights on the device. */
export interface Training {
  /** Steps taken. */
  readonly step: number;
  /**
   * One step on n rows: an update of the discriminator, then one of the generator; of the generator only while the squared error of
   * `TrainingSettings.reconstruction` leads alone.
   *
   * @param rows - n × D, each row with all its coordinates; left alone
   * @throws RangeError for rows of another width, or where a task splits a token
   * @throws ProblemError `Diverged` where a number of the step is not finite or beyond the limit: the step then was not taken, and
   *   `state()` gives the last good one
   */
  advance(rows: Float32Array): TrainingInfo;
  /** The state after the steps taken, as plain data of its own: a checkpoint. */
  state(): GanState;
  /** Frees the device's memory; nothing can be asked afterwards. */
  dispose(): void;
}

/**
 * Starts or resumes training. The backend must be open.
 *
 * With the same backend, key and rows, steps give the same bits, whether or not the state was taken and training was started from
 * it again on the way.
 *
 * @param state - from `createGan`, `Training.state` or a checkpoint; left alone
 * @throws RangeError for impossible settings, naming them, and for a state whose vectors do not fit its configuration
 * @throws ProblemError for an objective that does not exist or that a discriminator cannot serve (`UnsupportedObjective`)
 * @example
 * ```ts
 * import { openBackend } from '@bcl/backend';
 * import { createGan, presets, startTraining } from '@bcl/gan';
 * import { key } from '@bcl/random';
 *
 * await openBackend({ name: 'cpu' })();
 * const small = { width: 8, depth: 1, heads: 2, hidden: 2 };
 * const config = { ...presets.plane, generator: small, discriminator: small };
 * const training = startTraining(createGan(key(1), config), { key: key(2) });
 * training.advance(Float32Array.of(0.5, 1, -0.5, -1)).step; // => 0
 * training.state().step; // => 1
 * training.dispose();
 * ```
 */
export function startTraining(state: GanState, settings: TrainingSettings): Training {
  const { config } = state;
  requireConfig(config);
  const complete = completeSettings(settings, config);
  const specs = { generator: generatorParameters(config), discriminator: discriminatorParameters(config) };
  requireLengths(state, parameterCount(specs.generator), parameterCount(specs.discriminator));
  const terms = orThrow(termsOf(complete.objective, complete));
  const { steps, penalty } = complete;
  if (terms.annealed && steps === undefined) {
    throw new RangeError('the objective changes during the run: say how many steps the whole run has, as `steps`');
  }
  const map = tokensOf(config.layout);
  let step = state.step;
  let vectors = vectorsOf(state);
  let disposed = false;
  const requireUse = (): void => {
    if (disposed) throw new TypeError('this training was disposed of; start another from its last state');
  };
  return {
    get step() {
      return step;
    },
    advance(rows) {
      requireUse();
      if (rows.length === 0 || rows.length % map.dimension !== 0) {
        throw new RangeError(`a batch has rows of ${map.dimension} numbers, at least one, got ${rows.length} numbers`);
      }
      const now = terms.at(steps === undefined ? 0 : Math.min(1, step / steps));
      const judged = !learnsAlone(complete.reconstruction, step);
      const penalised = judged && penalty !== undefined && step % penalty.every === 0;
      const of = { config, map, settings: complete, terms: now, step, penalised };
      const { next, info } = takeStep(of, specs, vectors, rows);
      try {
        requireFinite(info, complete.limit);
      } catch (error) {
        tf.dispose(next);
        throw error;
      }
      tf.dispose(vectors);
      vectors = next;
      step += 1;
      return info;
    },
    state() {
      requireUse();
      return stateOfVectors(vectors, state, step);
    },
    dispose() {
      if (!disposed) tf.dispose(vectors);
      disposed = true;
    },
  };
}

function requireLengths(state: GanState, generator: number, discriminator: number): void {
  if (state.version !== 1) throw new RangeError(`a state of version ${String(state.version)} is not of version 1`);
  const { generatorFirst, generatorSecond, discriminatorFirst, discriminatorSecond } = state.moments;
  const lengths: [string, Float32Array, number][] = [
    ['generator', state.generator, generator],
    ['average', state.average, generator],
    ['discriminator', state.discriminator, discriminator],
    ['moments.generatorFirst', generatorFirst, generator],
    ['moments.generatorSecond', generatorSecond, generator],
    ['moments.discriminatorFirst', discriminatorFirst, discriminator],
    ['moments.discriminatorSecond', discriminatorSecond, discriminator],
  ];
  for (const [name, { length }, expected] of lengths) {
    if (length !== expected) {
      throw new RangeError(`${name} has ${length} numbers; a network of this configuration has ${expected}`);
    }
  }
}
