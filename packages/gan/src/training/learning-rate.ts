import type { AdamSettings } from '@bcl/backend';
import type { CompleteSettings } from './settings';

/** Adam's constants in a step, counted from 0: its learning rate falls along a line over the cooldown, and is 0 behind the last step. */
export function cooled(
  adam: AdamSettings,
  step: number,
  { steps, cooldown }: Pick<CompleteSettings, 'steps' | 'cooldown'>,
): AdamSettings {
  if (steps === undefined || cooldown === 0) return adam;
  const share = Math.max(0, steps - step) / (steps * cooldown);
  return share >= 1 ? adam : { ...adam, learningRate: adam.learningRate * share };
}
