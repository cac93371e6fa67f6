import { fold } from '@bcl/random';
import { explore, type ExploreOptions } from './explore';
import { emSteps, refine, type Candidate, type RefineOptions } from './refine';
import type { Strategy } from './strategy';

/** Settings of the default strategy; every one has a default that suits most data. */
export interface BclOptions extends Partial<ExploreOptions>, Partial<RefineOptions> {
  /** Independent starts, each explored and refined; 3. */
  readonly starts?: number;
  /** Matchings of a kick: a short exploration from the best model so far; 5. 0 for none. */
  readonly kickMatchings?: number;
  /** Kicks without improvement after which the search ends; 4. */
  readonly kicks?: number;
  /** EM steps on all the data after which no new start or kick begins; 1600. */
  readonly budget?: number;
}

/** Nats per row within which two starts are taken to have found the same optimum. */
const SAME = 1e-3;

const defaults = {
  matchings: 20,
  innerSteps: 5,
  joint: 0.4,
  marginal: 0.1,
  smoothing: 1,
  anneal: true,
  tolerance: 1e-5,
  relocations: 30,
  tries: 6,
  firstSteps: 10,
  moreSteps: 20,
  near: 0.03,
  leastGain: 1e-4,
  owned: 0.02,
  directions: 2,
  steps: 8,
  stretch: 0.8,
  starts: 3,
  kickMatchings: 5,
  kicks: 4,
  budget: 1600,
};

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
  const settings = { ...defaults, ...options };
  return {
    name: 'bcl',
    *fit(key, context) {
      const { learner, data } = context;
      let best: Candidate | undefined;
      let agreeing = 0;
      let spent = 0;
      /** One more way to the top; true when it is higher than all before. */
      function* climb(label: string, index: number, matchings: number, from: 'start' | 'best') {
        const own = fold(fold(key, label), index);
        const origin = from === 'best' && best !== undefined ? { model: best.model } : learner.init(own, data);
        const found: Candidate = yield* counted(refined(own, origin, matchings), ({ passes }) => {
          spent += passes;
        });
        const higher = best === undefined || found.logLikelihood > best.logLikelihood + settings.leastGain;
        if (from === 'start') {
          if (best === undefined || found.logLikelihood > best.logLikelihood + SAME) agreeing = 1;
          else if (found.logLikelihood > best.logLikelihood - SAME) agreeing++;
        }
        if (best === undefined || found.logLikelihood > best.logLikelihood) best = found;
        return higher;
      }
      function* refined(own: typeof key, origin: ReturnType<typeof learner.init>, matchings: number) {
        const { model } = yield* explore(fold(own, 'explore'), context, origin, { ...settings, matchings });
        return yield* refine(fold(own, 'refine'), context, model, settings);
      }
      for (let start = 0; start < settings.starts && agreeing < 2 && spent < settings.budget; start++)
        yield* climb('start', start, settings.matchings, 'start');
      for (
        let kick = 0, failed = 0;
        settings.kickMatchings > 0 && agreeing < 2 && failed < settings.kicks && spent < settings.budget;
        kick++
      )
        failed = (yield* climb('kick', kick, settings.kickMatchings, 'best')) ? 0 : failed + 1;
      const top = best === undefined ? learner.init(key, data).model : best.model;
      return yield* emSteps(context, top, 'polish', 300, 1e-7);
    },
  };
}

/** Passes a generator on and shows each step to `count`. */
function* counted<Step, Result>(
  steps: Generator<Step, Result, void>,
  count: (step: Step) => void,
): Generator<Step, Result, void> {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    count(next.value);
    yield next.value;
  }
}
