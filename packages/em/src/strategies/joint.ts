import type { Key } from '@bcl/random';
import type { MixtureState } from '../learner/learner';
import { described } from './description';
import { plainEM } from './matchings';
import { requireAtLeast } from './require-setting';
import type { Outcome, Strategy, StrategyContext, StrategyStep } from './strategy';

/** When plain EM ends. */
export interface JointOptions {
  /** Most EM steps; 1000. */
  readonly maxIterations?: number;
  /**
   * EM ends when the mean log-density per row changes by less than this from one step to the next, in nats; 1e-6. 0: never
   * early, unless one step solves it (K = 1, no gaps).
   */
  readonly tolerance?: number;
  /** Dirichlet smoothing alpha of the weights; 0 is maximum likelihood. */
  readonly smoothing?: number;
}

/**
 * Plain EM: the joint matching at every step. The likelihood never falls (without smoothing, ridge and active floor).
 *
 * @example
 * ```ts
 * import { fit, joint, runOrThrow } from '@bcl/em';
 *
 * const { converged } = await runOrThrow(fit([[0], [1], [8], [9]], { components: 2, strategy: joint({ tolerance: 1e-9 }), start: 'kmeans' }));
 * converged; // => true
 * ```
 */
export function joint(options: JointOptions = {}): Strategy {
  requireAtLeast('maxIterations', options.maxIterations ?? 1, 1, 'whole');
  requireAtLeast('tolerance', options.tolerance ?? 0, 0);
  requireAtLeast('smoothing', options.smoothing ?? 0, 0);
  const strategy: Strategy = {
    name: 'joint',
    *fit(key, context) {
      return yield* emUntilConverged(key, context, context.learner.init(key, context.data), 'em', options);
    },
  };
  return described(strategy, { name: 'joint', options });
}

/** Plain EM from a given state; used by every strategy that polishes. */
export function* emUntilConverged(
  key: Key,
  { learner, data, components }: StrategyContext,
  from: MixtureState,
  phase: string,
  { maxIterations = 1000, tolerance = 1e-6, smoothing = 0 }: JointOptions,
): Generator<StrategyStep, Outcome, void> {
  const matching = plainEM(data.dimension, smoothing);
  let state = from;
  let last = -Infinity;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const [next, { logLikelihood }] = learner.step(key, state, data, matching);
    state = next;
    yield { phase, logLikelihood, matched: data.dimension, passes: 1, model: state.model };
    // One component is solved by one step when nothing is missing; a second step only confirms it.
    if (Math.abs(logLikelihood - last) < tolerance || (components === 1 && data.complete))
      return { model: state.model, converged: true };
    last = logLikelihood;
  }
  return { model: state.model, converged: false };
}
