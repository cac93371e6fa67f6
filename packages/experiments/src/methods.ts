import { bcl, bigLearn, joint, type BigLearnStrategyOptions, type FitOptions } from '@bcl/em';

/** The methods that every mixture experiment compares, by the names under which their results are stored. */
export type MethodName = 'jointEM' | 'kmeansEM' | 'bigLearnEM' | 'bcl';

/** What differs from experiment to experiment. */
export interface ComparedMethodsOptions {
  /** The paper's algorithm with the settings of the experiment. */
  readonly bigLearn: BigLearnStrategyOptions;
  /** Most EM steps of the two plain-EM methods. */
  readonly emIterations: number;
}

/** The part of the fit options in which the methods differ. */
export type MethodOptions = Required<Pick<FitOptions, 'strategy' | 'start' | 'restarts'>>;

/**
 * Fit options by method: EM from N(0, I), EM from k-means with 10 restarts (what a careful user of EM would do), the
 * paper's BigLearn-EM from N(0, I), and our default from N(0, I).
 */
export function comparedMethods({
  bigLearn: paper,
  emIterations,
}: ComparedMethodsOptions): Readonly<Record<MethodName, MethodOptions>> {
  const em = joint({ maxIterations: emIterations });
  return {
    jointEM: { strategy: em, start: 'normal', restarts: 1 },
    kmeansEM: { strategy: em, start: 'kmeans', restarts: 10 },
    bigLearnEM: { strategy: bigLearn(paper), start: 'normal', restarts: 1 },
    bcl: { strategy: bcl(), start: 'normal', restarts: 1 },
  };
}

/**
 * Our default with one of its parts taken away at a time: what each is worth. Every variant starts from N(0, I).
 */
export function ablatedMethods(): Readonly<Record<string, MethodOptions>> {
  const variants = {
    bcl: bcl(),
    noRelocations: bcl({ relocations: 0 }),
    noRotations: bcl({ marginal: 0.6 }),
    noSmoothing: bcl({ smoothing: 0 }),
    noAnnealing: bcl({ anneal: false }),
    noExploration: bcl({ matchings: 0, kickMatchings: 0 }),
    oneStartNoKicks: bcl({ starts: 1, kickMatchings: 0 }),
  };
  return Object.fromEntries(
    Object.entries(variants).map(([name, strategy]) => [name, { strategy, start: 'normal', restarts: 1 }]),
  );
}
