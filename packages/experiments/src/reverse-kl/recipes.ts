import { rotatedMarginals } from '@bcl/descent';
import { joint } from '@bcl/masks';
import { matchingSampler } from '@bcl/matching';
import type { ObjectiveLike } from '@bcl/objectives';
import type { DescentRecipe } from '../mixture-descent/descent';

/** The settings of the authors' script that a run may change. */
export interface PaperSettings {
  /** Matchings of a run; the paper's script has 10,000. */
  readonly iterations: number;
  /** Gradient steps on each matching; the script has 20. */
  readonly innerSteps: number;
  /** Samples of a gradient step; the script has 100. */
  readonly samples: number;
  /** Step size of plain gradient descent; the script has 0.1 throughout. */
  readonly rate: number;
}

/**
 * The two methods of section 4.1 with the settings of the authors' script: `joint` steps on the joint matching alone,
 * `bigLearn` on marginals after a Haar-random rotation, and from half-way on the joint matching in one of ten.
 */
export function paperRecipes(
  { iterations, innerSteps, samples, rate }: PaperSettings,
  objective: ObjectiveLike = 'reverseKL',
): Readonly<Record<'joint' | 'bigLearn', DescentRecipe>> {
  const settings = { steps: iterations, innerSteps, samples, sampling: 'multinomial', rate, optimizer: 'sgd' } as const;
  return {
    joint: { ...settings, matchings: matchingSampler({ task: joint(), objective }) },
    bigLearn: {
      ...settings,
      matchings: rotatedMarginals({ objective, joint: 0.1, jointFrom: 0.5, steps: iterations }),
    },
  };
}
