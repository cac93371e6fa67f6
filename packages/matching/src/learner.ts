import type { Key } from '@bcl/random';
import type { Matching } from './matching';

/**
 * A model that learns by taking steps on matchings.
 *
 * Both methods are pure: equal arguments give equal results, to the bit, and no argument is written to. `State` is plain data
 * (records, arrays, typed arrays, numbers, strings) holding all that the next step needs, so that a checkpoint is a State;
 * `Info` is what a person may want to look at after a step. `checkLearner` holds a learner to this.
 */
export interface Learner<State, Batch, Info, Objective> {
  /** The state before the first step. `batch` is the one the first step will see; a learner may ignore it. */
  init(key: Key, batch: Batch): State;
  /** One step on one matching. */
  step(key: Key, state: State, batch: Batch, matching: Matching<Objective>): readonly [state: State, info: Info];
}
