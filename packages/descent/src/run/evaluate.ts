import { orThrow, ProblemError } from '@bcl/errors';
import type { Mixture } from '@bcl/em';
import { allOf } from '@bcl/masks';
import type { Matching } from '@bcl/matching';
import { objectiveAt, resolveObjective, type ObjectiveLike, type Registry } from '@bcl/objectives';
import { fold, key as keyOf, type Key } from '@bcl/random';
import { identity } from '@bcl/transforms';
import * as E from 'fp-ts/lib/Either.js';
import type { Matrix } from '@bcl/linalg';
import type { Estimate } from '../estimates/estimate';
import { estimatorOf } from '../estimates/estimator';
import { refuseOption, type StepProblem } from '../failure';
import { checkBatch } from '../paths/data-source';
import { gaussiansOf } from '../state/gaussians';

/** How an objective is evaluated. */
export interface EvaluateOptions {
  /** What is drawn; `key(0)` by default. */
  readonly key?: Key;
  /** Samples, at least 1; 10,000 by default. */
  readonly samples?: number;
  /** Samples of the data; drawn from the target without it. */
  readonly batch?: Matrix;
  /**
   * The part of a run that is done, from 0 at its start to 1 at its end. An objective with annealed parameters needs it: it is
   * another divergence at every moment.
   */
  readonly progress?: number;
  readonly registry?: Registry;
}

/**
 * The value of an objective for a model, estimated by samples, and the part of the samples that counted.
 *
 * @param matching - where the two are compared; jointly, as they are, without it
 * @returns what is wrong with the objective or the options on the left
 * @example
 * ```ts
 * import { mixtureOf, orThrow } from '@bcl/em';
 * import { evaluate } from '@bcl/descent';
 *
 * const one = orThrow(mixtureOf({ means: [[0]], covariances: [1] }));
 * orThrow(evaluate('reverseKL', one, one)).value; // => 0
 * ```
 */
export function evaluate(
  objective: ObjectiveLike,
  model: Mixture,
  target: Mixture,
  matching?: Pick<Matching<unknown>, 'task' | 'transform'>,
  options: EvaluateOptions = {},
): E.Either<StepProblem, Estimate> {
  const { key = keyOf(0), samples = 10_000, batch, progress, registry } = options;
  return E.tryCatch(
    () => {
      if (!Number.isSafeInteger(samples) || samples < 1)
        refuseOption(`samples is ${String(samples)}`, 'give a whole number of at least 1');
      if (model.dimension !== target.dimension)
        refuseOption(
          `the model has ${model.dimension} coordinates, the target ${target.dimension}`,
          'compare mixtures over the same coordinates',
        );
      checkBatch(batch, target.dimension);
      const where = matching ?? {
        task: { source: [], target: allOf(target.dimension) },
        transform: identity(target.dimension),
      };
      const resolved = orThrow(resolveObjective(objective, registry));
      if (progress === undefined ? resolved.at !== undefined : !(progress >= 0 && progress <= 1))
        refuseOption(
          progress === undefined
            ? `the objective ${resolved.name} changes over a run, and progress is not given`
            : `progress is ${String(progress)}`,
          'give the part of the run that is done, from 0 at its start to 1 at its end',
        );
      const now = objectiveAt(resolved, progress ?? 0);
      const estimator = estimatorOf(
        fold(key, 'matching'),
        { ...where, objective: now },
        {
          samples,
          sampling: 'multinomial',
          learnWeights: false,
          components: model.components,
          target: gaussiansOf(target),
          batch,
        },
      );
      return estimator.estimate(fold(key, 'samples'), gaussiansOf(model));
    },
    (error) => {
      if (error instanceof ProblemError) return error.problem as StepProblem;
      throw error;
    },
  );
}
