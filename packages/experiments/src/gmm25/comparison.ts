import { gaussianGrid25, type Simulation } from '@bcl/datasets';
import {
  bigLearnPresets,
  fit,
  joint,
  logDensity,
  mixtureOf,
  orThrow,
  runOrThrow,
  type FitOptions,
  type Mixture,
} from '@bcl/em';
import { compareMethods, type Comparison, type Method, type RunFolder } from '@bcl/lab';
import { modesCovered, monteCarloKL } from '@bcl/metrics';
import { fold, key } from '@bcl/random';
import { ablatedMethods, comparedMethods, type MethodOptions } from '../methods';
import { watchFit } from '../watch';

/** What is kept of a fit for the figures. */
export type GridFit = {
  /** EM passes at which the test KL was measured. */
  readonly passes: readonly number[];
  readonly testKL: readonly number[];
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly covariances: readonly number[];
};

/** Settings of the 25-component simulation. */
export interface GridSettings {
  /** Matchings of BigLearn-EM, 5 EM steps each; the paper's notebook has 2000. */
  readonly iterations: number;
  /** EM steps of the plain-EM methods; the paper's notebook has 500. */
  readonly emIterations: number;
  /** Points to fit; 2000, as the paper's notebook has, without it. */
  readonly rows?: number;
  /** Compare our default with its own ablations instead of with the other methods. */
  readonly ablation?: boolean;
}

/** Where and for which seeds the comparison runs. */
export interface GridRequest extends GridSettings {
  readonly seeds: readonly number[];
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly progress?: Parameters<typeof compareMethods>[0]['progress'];
  readonly group?: string;
}

/** The data of one seed: 2000 points to fit, unless told otherwise, and 5000 to test, as in the paper's notebook. */
export function gridData(
  seed: number,
  rows = 2000,
): {
  readonly train: Simulation;
  readonly test: Simulation;
  readonly truth: Mixture;
} {
  const own = key(seed);
  const train = gaussianGrid25({ key: fold(own, 'train'), rows });
  const test = gaussianGrid25({ key: fold(own, 'test'), rows: 5000 });
  const { weights, means, covariances } = train.truth;
  const centers = Array.from(weights, (_, k) => means.slice(2 * k, 2 * k + 2));
  return { train, test, truth: orThrow(mixtureOf({ weights, means: centers, covariances })) };
}

/** EM passes that each method takes, about: for the progress bar alone. */
function expectedPasses(name: string, { iterations, emIterations }: GridSettings): number {
  if (name === 'bigLearnEM') return 5 * iterations;
  return { jointEM: emIterations, kmeansEM: 400, emFromTruth: 30 }[name] ?? 1100;
}

/**
 * The paper's 25-component comparison: every method on the same data for every seed; `testKL` of the last model (never the
 * minimum over iterations), `modes` found, and the training log-likelihood. Eigenvalue floor 1e-5, data unscaled.
 */
export async function compareOnGrid(request: GridRequest): Promise<Comparison<GridFit>> {
  const { seeds, folder, signal, progress, group } = request;
  const shared: Readonly<Record<string, MethodOptions>> = request.ablation
    ? ablatedMethods()
    : comparedMethods({
        bigLearn: { ...bigLearnPresets.gmm25(25), iterations: request.iterations },
        emIterations: request.emIterations,
      });
  const fromTruth = (truth: Mixture) => ({ strategy: joint({ tolerance: 1e-7 }), start: truth, restarts: 1 });
  const methods: Method<GridFit>[] = [...Object.keys(shared), 'emFromTruth'].map((name) => ({
    name,
    run: async (seed, tools) => {
      const { train, test, truth } = gridData(seed, request.rows);
      const reference = orThrow(logDensity(truth, test));
      const klOf = (mixture: Mixture): number => monteCarloKL(reference, orThrow(logDensity(mixture, test))).estimate;
      const { onProgress, end } = watchFit({
        tools,
        expectedPasses: expectedPasses(name, request),
        every: name === 'bigLearnEM' ? 50 : 10,
        measure: klOf,
        name: 'testKL',
      });
      const own: Partial<FitOptions> = name === 'emFromTruth' ? fromTruth(truth) : shared[name];
      const { model, logLikelihood } = await runOrThrow(
        fit(train, { components: 25, floor: 1e-5, scale: 'none', seed, signal: tools.signal, onProgress, ...own }),
      );
      const metrics = {
        testKL: klOf(model),
        modes: modesCovered(model.means, truth.means, 2),
        trainLogLikelihood: logLikelihood,
      };
      const curve = end(metrics.testKL);
      const { weights, means, covariances } = model;
      return {
        metrics,
        extra: {
          passes: curve.passes,
          testKL: curve.values,
          weights: Array.from(weights),
          means: Array.from(means),
          covariances: Array.from(covariances),
        },
      };
    },
  }));
  return runOrThrow(
    compareMethods<GridFit>({
      methods,
      seeds,
      folder,
      signal,
      progress,
      show: ['testKL', 'modes'],
      ...(group === undefined ? {} : { group }),
    }),
  );
}
