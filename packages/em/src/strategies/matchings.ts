import { betaRatio, joint, marginal, type TaskSampler } from '@bcl/masks';
import { matchingSampler, weightedMatchings, type Matching, type MatchingSampler } from '@bcl/matching';
import { haarOrthogonal, identity } from '@bcl/transforms';
import type { MaximumLikelihood } from '../learner/matching-step';

/**
 * The matching of plain EM: all coordinates, no transform.
 *
 * @param dimension - D
 * @param smoothing - Dirichlet smoothing alpha of the weights; 0 is maximum likelihood
 * @example
 * ```ts
 * import { plainEM } from '@bcl/em';
 *
 * plainEM(3).task; // => { source: [], target: [0, 1, 2] }
 * ```
 */
export function plainEM(dimension: number, smoothing = 0): Matching<MaximumLikelihood> {
  return {
    task: { source: [], target: Array.from({ length: dimension }, (_, d) => d) },
    transform: identity(dimension),
    objective: { innerSteps: 1, smoothing, massGuard: 0 },
  };
}

/** The distribution over matchings of BigLearn-EM (AAAI-24; settings as in the authors' released code). */
export interface BigLearnOptions {
  /** Share of joint matchings; 0.4. */
  readonly joint?: number;
  /** Share of marginals on the original axes; 0.1. What is left over goes to marginals in rotated spaces. */
  readonly marginal?: number;
  /** EM steps per matching; 5. */
  readonly innerSteps?: number;
  /** Dirichlet smoothing alpha of the weights. */
  readonly smoothing: number;
  /** Draws the target of the marginals; |T| = floor(D b), b ~ Beta(5, 1), at least 1, by default. */
  readonly target?: TaskSampler;
  /** Smallest share a component's moments are divided by; 1e-5. */
  readonly massGuard?: number;
}

/**
 * Draws a matching of BigLearn-EM: joint, marginal, or marginal in a Haar-random rotation of the data.
 *
 * @example
 * ```ts
 * import { bigLearnMatchings } from '@bcl/em';
 * import { key } from '@bcl/random';
 *
 * const matching = bigLearnMatchings({ smoothing: 0.2 })(key(1), 4, 0);
 * matching.objective.innerSteps; // => 5
 * ```
 */
export function bigLearnMatchings({
  joint: jointShare = 0.4,
  marginal: marginalShare = 0.1,
  innerSteps = 5,
  smoothing,
  target = marginal(betaRatio(5, 1)),
  massGuard = 1e-5,
}: BigLearnOptions): MatchingSampler<MaximumLikelihood> {
  if (!(jointShare >= 0 && marginalShare >= 0 && jointShare + marginalShare <= 1 + 1e-12))
    throw new RangeError(
      `joint ${jointShare} and marginal ${marginalShare} are no shares: each is at least 0, and they sum to 1 at most`,
    );
  const objective = { innerSteps, smoothing, massGuard };
  return weightedMatchings([
    [jointShare, matchingSampler({ task: joint(), objective })],
    [marginalShare, matchingSampler({ task: target, objective })],
    [
      Math.max(0, 1 - jointShare - marginalShare),
      matchingSampler({ task: target, transform: haarOrthogonal, objective }),
    ],
  ]);
}
