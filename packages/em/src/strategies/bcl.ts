import { fold, type Key } from '@bcl/random';
import { NumericalFailure } from '../expectation/components';
import { described } from './description';
import { bclSettings, type BclOptions, type BclSettings } from './bcl-options';
import { explore } from './explore';
import { emSteps, refine, type Candidate } from './refine';
import type { Strategy, StrategyContext, StrategyStep } from './strategy';

/** Nats per row within which two starts are taken to have found the same optimum. */
const SAME = 1e-3;

/**
 * The default strategy: big learning to explore, relocations to repair, plain EM to finish, and the training likelihood to
 * choose.
 *
 * From each start: {@link explore} (annealed BigLearn-EM), then {@link refine} (EM and relocations). When two starts end at
 * the same likelihood the search is over; otherwise short explorations kick the best model out of its optimum until four in a
 * row bring nothing. Plain EM to a tolerance of 1e-7 ends it. Labels and test data play no part.
 *
 * @example
 * ```ts
 * import { bcl, fit, runOrThrow } from '@bcl/em';
 *
 * const quick = bcl({ starts: 1, kicks: 0 });
 * const { model } = await runOrThrow(fit([[0], [0.1], [0.2], [7], [7.1], [7.2]], { components: 2, strategy: quick }));
 * Array.from(model.means).sort((a, b) => a - b).map((mean) => Math.round(mean * 10) / 10); // => [0.1, 7.1]
 * ```
 */
export function bcl(options: BclOptions = {}): Strategy {
  const settings = bclSettings(options);
  const strategy: Strategy = {
    name: 'bcl',
    *fit(key, context) {
      const search: Search = { best: undefined, agreeing: 0, passes: 0, failure: undefined };
      const going = (): boolean => search.agreeing < 2 && search.passes < settings.budget;
      for (let start = 0; start < settings.starts && going(); start++)
        yield* climb(fold(fold(key, 'start'), start), context, settings, search, 'start');
      if (search.best === undefined) throw search.failure ?? new RangeError('starts and budget must be above 0');
      const kicks = settings.kickMatchings > 0 ? settings.kicks : 0;
      for (let kick = 0, failed = 0; failed < kicks && going(); kick++) {
        const higher = yield* climb(fold(fold(key, 'kick'), kick), context, settings, search, 'best');
        failed = higher ? 0 : failed + 1;
      }
      return yield* emSteps(context, search.best.model, 'polish', 300, 1e-7);
    },
  };
  return described(strategy, { name: 'bcl', options: settings });
}

/** Where a search stands. */
interface Search {
  best: Candidate | undefined;
  /** How many starts have ended at the best likelihood. */
  agreeing: number;
  passes: number;
  /** Why the last climb broke off, if it did. */
  failure: NumericalFailure | undefined;
}

/** One more way up, from a new start or from the best model; true when it ends higher than all before. */
function* climb(
  key: Key,
  context: StrategyContext,
  settings: BclSettings,
  search: Search,
  from: 'start' | 'best',
): Generator<StrategyStep, boolean, void> {
  const before = search.best;
  let found: Candidate;
  try {
    found = yield* watched(explored(key, context, settings, from === 'best' ? before : undefined), search);
  } catch (error) {
    // A climb that leaves the mathematics is lost; the models found before it are not.
    if (!(error instanceof NumericalFailure)) throw error;
    search.failure = error;
    return false;
  }
  if (from === 'start') {
    if (before === undefined || found.logLikelihood > before.logLikelihood + SAME) search.agreeing = 1;
    else if (found.logLikelihood > before.logLikelihood - SAME) search.agreeing++;
  }
  if (before === undefined || found.logLikelihood > before.logLikelihood) search.best = found;
  return before === undefined || found.logLikelihood > before.logLikelihood + settings.leastGain;
}

function* explored(
  key: Key,
  context: StrategyContext,
  settings: BclSettings,
  from: Candidate | undefined,
): Generator<StrategyStep, Candidate, void> {
  const origin = from === undefined ? context.learner.init(key, context.data) : { model: from.model };
  const matchings = from === undefined ? settings.matchings : settings.kickMatchings;
  const { model } = yield* explore(fold(key, 'explore'), context, origin, { ...settings, matchings });
  return yield* refine(fold(key, 'refine'), context, model, settings);
}

/** Passes steps on, counts their passes, and adds the best model so far: what a cancelled fit hands over. */
function* watched<Result>(
  steps: Generator<StrategyStep, Result, void>,
  search: Search,
): Generator<StrategyStep, Result, void> {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    search.passes += next.value.passes;
    yield search.best === undefined ? next.value : { ...next.value, best: search.best.model };
  }
}
