import { fold, type Key } from '@bcl/random';
import type { Components } from '../expectation/components';
import { proposeRelocations, relocate, type ProposeOptions } from '../relocation/propose';
import { plainEM } from './matchings';
import type { StrategyContext, StrategyStep } from './strategy';

/** A model and how well it does: a lower bound of its training log-likelihood per row, within one EM step of it. */
export interface Candidate {
  readonly model: Components;
  readonly logLikelihood: number;
  /** False when a step limit ended it. */
  readonly converged: boolean;
}

/** How a model is refined. */
export interface RefineOptions extends ProposeOptions {
  /** EM ends when the mean log-density per row changes by less than this, in nats. */
  readonly tolerance: number;
  /** Most relocations accepted; 0 leaves plain EM. */
  readonly relocations: number;
  /** Proposals tried before giving up, the most promising first. */
  readonly tries: number;
  /** EM steps after which a relocation is judged. */
  readonly firstSteps: number;
  /** EM steps more for a relocation that is still below by less than `near`. */
  readonly moreSteps: number;
  /** Nats per row by which a relocation may lag behind after its first steps. */
  readonly near: number;
  /** Nats per row a relocation must gain to be kept. */
  readonly leastGain: number;
}

/** Up to `steps` plain EM steps, at least one; ends early when the log-likelihood changes by less than `tolerance`. */
export function* emSteps(
  { learner, data }: StrategyContext,
  from: Components,
  phase: string,
  steps: number,
  tolerance: number,
): Generator<StrategyStep, Candidate, void> {
  const matching = plainEM(data.dimension);
  let model = from;
  let last = -Infinity;
  for (let step = 0; step < steps; step++) {
    const [next, { logLikelihood }] = learner.step(unusedKey, { model }, data, matching);
    model = next.model;
    yield { phase, logLikelihood, matched: data.dimension, passes: 1, model };
    if (Math.abs(logLikelihood - last) < tolerance) return { model, logLikelihood, converged: true };
    last = logLikelihood;
  }
  return { model, logLikelihood: last, converged: false };
}

/** EM steps draw nothing. */
const unusedKey: Key = { high: 0, low: 0 };

/**
 * Plain EM, then relocations: take away the component that is missed least, split the one that gains most, and keep the
 * move only if the training likelihood is higher after a few EM steps (split-and-merge EM with K held fixed).
 */
export function* refine(
  key: Key,
  context: StrategyContext,
  from: Components,
  options: RefineOptions,
): Generator<StrategyStep, Candidate, void> {
  let best = yield* emSteps(context, from, 'em', 200, options.tolerance);
  for (let accepted = 0; accepted < options.relocations && context.components > 1; accepted++) {
    const better = yield* relocateOnce(fold(fold(key, 'relocation'), accepted), context, best, options);
    if (better === undefined) break;
    best = better;
  }
  return best;
}

function* relocateOnce(
  key: Key,
  context: StrategyContext,
  best: Candidate,
  options: RefineOptions,
): Generator<StrategyStep, Candidate | undefined, void> {
  const { covarianceType, regularisation, data } = context;
  const proposals = proposeRelocations(key, best.model, covarianceType, regularisation, data, options);
  const enough = best.logLikelihood + options.leastGain;
  for (const proposal of proposals.slice(0, options.tries)) {
    let trial = yield* emSteps(context, relocate(best.model, proposal), 'relocate', options.firstSteps, 0);
    if (trial.logLikelihood <= enough && trial.logLikelihood > best.logLikelihood - options.near)
      trial = yield* emSteps(context, trial.model, 'relocate', options.moreSteps, options.tolerance);
    if (trial.logLikelihood > enough) return yield* emSteps(context, trial.model, 'em', 100, options.tolerance);
  }
  return undefined;
}
