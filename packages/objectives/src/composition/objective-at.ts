import type { Objective } from '../contract/objective';
import { clampedProgress } from '../parameters/annealed';

/**
 * An objective at a moment of a run: its annealed parameters, and those of its parts, have the numbers of that moment. An
 * objective that does not change is given back as it is.
 *
 * @param progress - how much of the run is done; below 0 counts as 0, above 1 as 1
 * @throws RangeError where the progress is not a number
 *
 * @example
 * ```ts
 * import { alphaBridge, objectiveAt } from '@bcl/objectives';
 *
 * const bridge = alphaBridge({ alpha: { from: 1, to: 0 } });
 * objectiveAt(bridge, 0.25).parameters; // => { alpha: 0.75, normalise: true, clip: null }
 * ```
 */
export function objectiveAt<Made extends Objective>(objective: Made, progress: number): Made;
export function objectiveAt(objective: Objective, progress: number): Objective {
  const now = clampedProgress(progress);
  return objective.at === undefined ? objective : objective.at(now);
}
