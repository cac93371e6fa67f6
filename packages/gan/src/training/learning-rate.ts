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

/** The generator's: in the steps of a warm start alone it may begin higher and falls along a line to the usual one. */
export function warmed(
  adam: AdamSettings,
  step: number,
  { reconstruction }: Pick<CompleteSettings, 'reconstruction'>,
): AdamSettings {
  const { alone = 0, learningRate = adam.learningRate } = reconstruction ?? {};
  if (step >= alone) return adam;
  return { ...adam, learningRate: learningRate + (step / alone) * (adam.learningRate - learningRate) };
}
