import { problem, ProblemError } from '@bcl/errors';
import type { Reconstruction } from '@bcl/gan';
import type { TrainingOptionValues } from './options';

type ReconstructionOptions = Pick<
  TrainingOptionValues,
  'reconstruction' | 'reconstructionSteps' | 'reconstructionFloor' | 'reconstructionAlone' | 'jointOnly'
>;

/**
 * The squared error that the options ask for; none with a weight of 0.
 *
 * @throws ProblemError `BadOption` where options contradict each other or would do nothing
 */
export function reconstructionOf(options: ReconstructionOptions): Reconstruction | undefined {
  const { reconstruction: weight, reconstructionSteps, reconstructionFloor, reconstructionAlone, jointOnly } = options;
  if (weight === 0) {
    if (reconstructionFloor > 0) refuse(`--reconstruction-floor is ${reconstructionFloor}`, 'it ends where it begins');
    if (reconstructionAlone > 0) refuse(`--reconstruction-alone is ${reconstructionAlone}`, 'it would learn nothing');
    return undefined;
  }
  if (jointOnly) refuse('--reconstruction is given', '--joint-only gives no part of a picture, and rows that are given nothing have no part in it'); // prettier-ignore
  if (reconstructionFloor > weight) {
    refuse(`--reconstruction-floor is ${reconstructionFloor}`, `it is above the ${weight} it would fall from`);
  }
  if (reconstructionAlone >= reconstructionSteps) {
    const why = `--reconstruction-steps counts them too, and is ${reconstructionSteps}`;
    refuse(`--reconstruction-alone is ${reconstructionAlone}`, why);
  }
  return { weight, steps: reconstructionSteps, floor: reconstructionFloor, alone: reconstructionAlone };
}

function refuse(what: string, why: string): never {
  const hint = 'see --reconstruction and what stands below it in --help';
  throw new ProblemError(problem('BadOption', { what, why, hint }));
}
