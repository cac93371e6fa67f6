import { rotatedMarginals } from '@bcl/descent';
import { conditional, joint } from '@bcl/masks';
import { matchingSampler, schedule, weightedMatchings, type MatchingSampler } from '@bcl/matching';
import type { ObjectiveLike } from '@bcl/objectives';
import { fold, uniform } from '@bcl/random';
import { haarOrthogonal } from '@bcl/transforms';
import type { DescentRecipe } from '../mixture-descent/descent';
import { paperRecipes, type PaperSettings } from './recipes';

/** How the noise on both sides changes during a run: shrinking, drawn anew for every matching, or none. */
type Noise = 'shrinking' | 'random' | 'none';

/** The parts of our method that an ablation takes away or exchanges. */
interface BclParts {
  readonly noise: Noise;
  /** Where on the blurred target each step matches. */
  readonly where: 'joint' | 'rotated' | 'conditional';
  /** Whether the last part of the run is without noise. */
  readonly settle: boolean;
  readonly optimizer: Pick<DescentRecipe, 'optimizer' | 'rate'>;
  readonly sampling: DescentRecipe['sampling'];
}

const whole: BclParts = {
  noise: 'shrinking',
  where: 'joint',
  settle: true,
  optimizer: { optimizer: 'natural', rate: 0.3 },
  sampling: 'equal',
};

/** Standard deviation of the noise at the start, about the target's own, and at the end of the blurred part, about a mode's own. */
const [WIDE, NARROW] = [4, 0.25];
/** The part of the run that is blurred. */
const BLURRED = 0.85;
/** Gradient steps, as a part of what the paper's methods take. */
const SHARE = 1 / 5;

/**
 * Our method: the joint reverse KL between both sides blurred by the same Gaussian noise, which shrinks by a constant factor a
 * step, then the reverse KL itself. Under wide noise the target has one mode that everything finds; as the noise shrinks it
 * splits, and the components, repelled by each other's density, share what it splits into. Steps follow the natural gradient,
 * so that one rate serves every width.
 */
export function bclRecipe(settings: PaperSettings): DescentRecipe {
  return recipeOf(settings, whole);
}

function recipeOf({ iterations, innerSteps, samples }: PaperSettings, parts: BclParts): DescentRecipe {
  const steps = Math.max(1, Math.round(iterations * innerSteps * SHARE));
  const { noise, where, settle, optimizer, sampling } = parts;
  const blurred = settle ? BLURRED * steps : steps;
  const plain = matchingsOf(where, steps, 'reverseKL');
  const explore =
    noise === 'none' ? plain : noise === 'random' ? randomlyBlurred(where, steps) : shrinking(where, steps);
  const settled = matchingSampler<ObjectiveLike>({ task: joint(), objective: 'reverseKL' });
  return {
    steps,
    samples,
    sampling,
    ...optimizer,
    matchings: schedule((step) => (step < blurred ? explore : settled)),
  };
}

function matchingsOf(
  where: BclParts['where'],
  steps: number,
  objective: ObjectiveLike,
): MatchingSampler<ObjectiveLike> {
  switch (where) {
    case 'joint':
      return matchingSampler({ task: joint(), objective });
    case 'rotated':
      return rotatedMarginals({ objective, steps });
    case 'conditional':
      return weightedMatchings([
        [0.7, matchingSampler({ task: joint(), objective })],
        [0.3, matchingSampler({ task: conditional(0.5), transform: haarOrthogonal, objective })],
      ]);
  }
}

function shrinking(where: BclParts['where'], steps: number): MatchingSampler<ObjectiveLike> {
  const scale = { from: WIDE, to: NARROW, shape: 'geometric', during: [0, BLURRED] };
  return matchingsOf(where, steps, { name: 'spread', parameters: { of: 'reverseKL', scale } });
}

/** Every width from the widest to the narrowest at any time: cooperation without an order. */
function randomlyBlurred(where: BclParts['where'], steps: number): MatchingSampler<ObjectiveLike> {
  return (key, dimension, step) => {
    const [place] = uniform(fold(key, 'noise'), 1);
    const scale = WIDE * (NARROW / WIDE) ** place;
    const objective = { name: 'spread', parameters: { of: 'reverseKL', scale } };
    return matchingsOf(where, steps, objective)(key, dimension, step);
  };
}

/**
 * Our method with one of its parts taken away or exchanged at a time, and the paper's with what might have been missing: a rate
 * that decays, and the conditional matchings that its script leaves open.
 */
export function ablatedRecipes(settings: PaperSettings): Readonly<Record<string, DescentRecipe>> {
  const variants: Readonly<Record<string, Partial<BclParts>>> = {
    bcl: {},
    noNoise: { noise: 'none' },
    noNoiseRotated: { noise: 'none', where: 'rotated' },
    randomNoise: { noise: 'random' },
    noSettling: { settle: false },
    rotated: { where: 'rotated' },
    conditional: { where: 'conditional' },
    plainGradient: { optimizer: { optimizer: 'sgd', rate: settings.rate } },
    adam: { optimizer: { optimizer: 'adam', rate: { from: 0.05, to: 0.001, shape: 'geometric' } } },
    multinomial: { sampling: 'multinomial' },
  };
  const { bigLearn } = paperRecipes(settings);
  const { iterations } = settings;
  const conditionals = matchingSampler<ObjectiveLike>({
    task: conditional(0.5),
    transform: haarOrthogonal,
    objective: 'reverseKL',
  });
  return {
    ...Object.fromEntries(
      Object.entries(variants).map(([name, parts]) => [name, recipeOf(settings, { ...whole, ...parts })]),
    ),
    bigLearnDecay: { ...bigLearn, rate: { from: settings.rate, to: settings.rate / 100, during: [0.5, 1] } },
    bigLearnConditional: {
      ...bigLearn,
      matchings: weightedMatchings([
        [0.9, rotatedMarginals({ objective: 'reverseKL', steps: iterations })],
        [0.1, conditionals],
      ]),
    },
  };
}

/** What every method of an ablation is, by name, as a clause. */
export const ablationNotes: Readonly<Record<string, string>> = {
  bcl: `joint matchings of both sides under noise that shrinks from ${WIDE} to ${NARROW} in the first ${100 * BLURRED} % of the run and is gone then, along the natural gradient, the same number of samples from every component`,
  noNoise: 'without noise',
  noNoiseRotated: 'without noise, on the rotated marginals of big learning',
  randomNoise: 'the noise of every matching drawn between its widest and its narrowest, in no order',
  noSettling: 'without the last part of the run that has no noise',
  rotated: 'rotated marginals under noise, where `bcl` has joint matchings',
  conditional: 'three of ten matchings conditionals after a rotation, under noise',
  plainGradient: 'plain gradient descent with the rate of the paper’s methods',
  adam: 'Adam, its rate falling from 0.05 to 0.001',
  multinomial: 'components of the samples drawn by weight, as the paper’s methods have it',
  bigLearnDecay: 'the paper’s big learning with a rate that falls to a hundredth in the second half',
  bigLearnConditional: 'the paper’s big learning with one of ten matchings a conditional after a rotation',
};
