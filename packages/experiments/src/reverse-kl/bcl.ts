import { rotatedMarginals } from '@bcl/descent';
import { joint } from '@bcl/masks';
import { matchingSampler } from '@bcl/matching';
import type { ObjectiveSpecification } from '@bcl/objectives';
import type { DescentRecipe } from '../mixture-descent/descent';
import type { PaperSettings } from './recipes';

/** The parts of our method that an ablation takes away or exchanges. */
interface BclParts {
  /** Standard deviation of the noise on both sides at the start; 0 for none. */
  readonly spread: number;
  readonly matchings: 'joint' | 'rotated';
  readonly rateEnd: number;
}

const rate = 0.05;
const whole: BclParts = { spread: 4, matchings: 'joint', rateEnd: 0.0025 };

function recipeOf({ iterations, innerSteps }: PaperSettings, { spread, matchings, rateEnd }: BclParts): DescentRecipe {
  const steps = iterations * innerSteps;
  const scale = { from: spread, to: 0.1, shape: 'geometric', during: [0, 0.85] };
  const objective: ObjectiveSpecification =
    spread === 0 ? { name: 'reverseKL' } : { name: 'spread', parameters: { of: 'reverseKL', scale } };
  return {
    steps,
    samples: 100,
    sampling: 'equal',
    optimizer: 'adam',
    rate: { from: rate, to: rateEnd, shape: 'geometric' },
    matchings:
      matchings === 'joint'
        ? matchingSampler({ task: joint(), objective })
        : rotatedMarginals({ objective, joint: 0.1, jointFrom: 0.5, steps }),
  };
}

/** Our method. */
export function bclRecipe(settings: PaperSettings): DescentRecipe {
  return recipeOf(settings, whole);
}

/** Our method with one of its parts taken away at a time. */
export function ablatedRecipes(settings: PaperSettings): Readonly<Record<string, DescentRecipe>> {
  const variants: Readonly<Record<string, Partial<BclParts>>> = {
    bcl: {},
    noSpread: { spread: 0 },
    rotated: { matchings: 'rotated' },
    constantRate: { rateEnd: rate },
  };
  return Object.fromEntries(
    Object.entries(variants).map(([name, parts]) => [name, recipeOf(settings, { ...whole, ...parts })]),
  );
}
