import { problem, ProblemError } from '@bcl/errors';
import type { Reconstruction } from '@bcl/gan';
import type { TrainingOptionValues } from './options';

type WarmStartOptions = Pick<
  TrainingOptionValues,
  | 'steps'
  | 'from'
  | 'jointOnly'
  | 'reconstruction'
  | 'reconstructionUntil'
  | 'reconstructionFloor'
  | 'warmStart'
  | 'warmStartRate'
>;

/** The share of the steps without an option. */
const WARM_START = 0.2;

/**
 * The squared error that the options ask for. None with a weight of 0, in a run of no steps, and where nothing is given of any
 * picture: rows that are given nothing have no part in it.
 *
 * @throws ProblemError `BadOption` where the weight would have fallen before the warm start ends
 */
export function reconstructionOf(options: WarmStartOptions): Reconstruction | undefined {
  const { steps, from, jointOnly, reconstruction: weight, reconstructionUntil, reconstructionFloor } = options;
  // Networks that were trained have had theirs.
  const { warmStart = from === undefined ? WARM_START : 0 } = options;
  if (weight === 0 || steps === 0 || jointOnly) return undefined;
  if (reconstructionUntil <= warmStart) {
    throw new ProblemError(
      problem('BadOption', {
        what: `--warm-start is ${warmStart}`,
        why: `--reconstruction-until is ${reconstructionUntil}, and counts from the beginning too`,
        hint: 'let the weight fall later, or warm up for less',
      }),
    );
  }
  const alone = Math.min(Math.round(warmStart * steps), steps - 1);
  return {
    weight,
    steps: Math.max(alone + 1, Math.round(reconstructionUntil * steps)),
    floor: reconstructionFloor * weight,
    alone,
    ...(alone > 0 && { learningRate: options.warmStartRate }),
  };
}
