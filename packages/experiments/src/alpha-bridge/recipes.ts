import { rotatedMarginals } from '@bcl/descent';
import { joint } from '@bcl/masks';
import { matchingSampler } from '@bcl/matching';
import type { Annealed, ObjectiveSpecification } from '@bcl/objectives';
import type { DescentRecipe } from '../mixture-descent/descent';

/** Settings of the α-bridge experiment; all methods share them but for the path of α. */
export interface AlphaBridgeSettings {
  /** Matchings of a run, one gradient step each. */
  readonly iterations: number;
  /** Samples of a gradient step. */
  readonly samples: number;
  /** Step size of Adam at the start; it falls by a constant factor a step. */
  readonly rate: number;
  /** Step size at the end. */
  readonly rateEnd: number;
  /** Where the annealed α begins, in [0, 1]. */
  readonly alphaFrom: number;
  /** Where it ends, in [0, 1]. */
  readonly alphaTo: number;
  /** The part of the run after which it has arrived, in (0, 1]. */
  readonly annealUntil: number;
  readonly alphaShape: 'linear' | 'cosine';
  /** Log-ratios are clipped to ± this before they become weights; not clipped without it. */
  readonly clip?: number;
  /** Standard deviation of the noise on both sides at the start, fading to 0 along with α; 0 for none. */
  readonly spread: number;
  readonly matchings: 'joint' | 'rotated';
}

/** The methods, by the names under which their results are stored. */
export type AlphaBridgeMethod = 'alpha1' | 'alpha0' | 'annealed' | 'maximumLikelihood';

/**
 * α = 1 throughout (the forward KL by samples of the model), α = 0 throughout (the reverse KL), α on its way from one to
 * the other, and the honest baseline: maximum likelihood by samples of the target.
 */
export function alphaBridgeRecipes(settings: AlphaBridgeSettings): Readonly<Record<AlphaBridgeMethod, DescentRecipe>> {
  const { alphaFrom, alphaTo, annealUntil, alphaShape, clip } = settings;
  const during = [0, annealUntil] as const;
  const bridge = (alpha: Annealed): ObjectiveSpecification => ({
    name: 'alphaBridge',
    parameters: { alpha, ...(clip === undefined ? {} : { clip }) },
  });
  const recipe = (of: ObjectiveSpecification): DescentRecipe => {
    const { iterations: steps, samples, rate, rateEnd, spread } = settings;
    const scale: Annealed = { from: spread, to: 0, during };
    const objective = spread === 0 ? of : { name: 'spread', parameters: { of, scale } };
    return {
      steps,
      samples,
      sampling: 'equal',
      optimizer: 'adam',
      rate: { from: rate, to: rateEnd, shape: 'geometric' },
      matchings:
        settings.matchings === 'joint'
          ? matchingSampler({ task: joint(), objective })
          : rotatedMarginals({ objective, joint: 0.1, jointFrom: 0.5, steps }),
    };
  };
  return {
    alpha1: recipe(bridge(1)),
    alpha0: recipe(bridge(0)),
    annealed: recipe(bridge({ from: alphaFrom, to: alphaTo, shape: alphaShape, during })),
    maximumLikelihood: recipe({ name: 'forwardKL' }),
  };
}
