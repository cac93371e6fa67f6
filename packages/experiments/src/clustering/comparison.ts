import {
  bigLearnPresets,
  fit,
  meanLogDensity,
  orThrow,
  predict,
  runOrThrow,
  toJSON,
  type Mixture,
  type MixtureJSON,
} from '@bcl/em';
import { compareMethods, type Comparison, type Method, type RunFolder } from '@bcl/lab';
import { problem, type Problem } from '@bcl/errors';
import { adjustedRandIndex, clusteringAccuracy, normalizedMutualInformation } from '@bcl/metrics';
import * as E from 'fp-ts/lib/Either.js';
import { ablatedMethods, comparedMethods, type MethodOptions } from '../methods';
import { watchFit } from '../watch';
import { tailAverage, type Scores } from './tail-average';
import { prepare } from './prepare';
import type { TableSource } from './tables';

/** What is kept of a fit: the mixture of the scaled features, and the training log-likelihood on the way. */
export type ClusteringFit = {
  readonly mixture: MixtureJSON;
  readonly passes: readonly number[];
  readonly trainLogLikelihood: readonly number[];
};

/** Settings of a clustering comparison. */
export interface ClusteringSettings {
  /** Matchings of BigLearn-EM, 5 EM steps each; the authors' script has 10,000. */
  readonly iterations: number;
  /** Smallest eigenvalue of a covariance, in squared units of the features scaled to [0, 1]. */
  readonly floor: number;
  /** Smoothing alpha of BigLearn-EM; 1/K without it. */
  readonly alpha: number | undefined;
  /** Compare our default with its own ablations instead of with the other methods. */
  readonly ablation?: boolean;
}

/** What is compared, where and for which seeds. */
export interface ClusteringRequest extends ClusteringSettings {
  readonly table: TableSource;
  readonly seeds: readonly number[];
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly progress?: Parameters<typeof compareMethods>[0]['progress'];
  readonly group?: string;
}

/**
 * Every method on one table for every seed. Scores are those of the test part: NMI, ARI and accuracy against the classes
 * where there are any, and the mean log-likelihood; labels play no part in any fit. BigLearn-EM, which never settles, is
 * scored as its authors do: by the mean of its last ten evaluations, 20 matchings apart.
 */
export async function compareOnTable(request: ClusteringRequest): Promise<Comparison<ClusteringFit>> {
  const { table, seeds, folder, signal, progress, group } = request;
  const { components } = table;
  // What the data cannot give is said before the first fit, not after an hour.
  for (const seed of seeds) orThrow(prepare(table, seed));
  const preset = bigLearnPresets.realData(components);
  const shared: Readonly<Record<string, MethodOptions>> = request.ablation
    ? ablatedMethods()
    : comparedMethods({
        bigLearn: { ...preset, iterations: request.iterations, smoothing: request.alpha ?? preset.smoothing },
        emIterations: 500,
      });
  const expected: Readonly<Record<string, number>> = {
    jointEM: 100,
    kmeansEM: 700,
    bigLearnEM: 5 * request.iterations,
    bcl: 1600,
  };
  const methods: Method<ClusteringFit>[] = Object.entries(shared).map(([name, own]) => ({
    name,
    run: async (seed, tools) => {
      const { train, test } = orThrow(prepare(table, seed));
      const { onProgress, end } = watchFit({
        tools,
        expectedPasses: expected[name] ?? expected.bcl,
        every: Math.ceil((expected[name] ?? expected.bcl) / 100),
        measure: (mixture) => orThrow(meanLogDensity(mixture, train)),
        name: 'trainLogLikelihood',
      });
      // The training likelihood of a settled fit is known; only that of a model on the way is worth a pass of its own.
      const scoresOf = (mixture: Mixture, known?: number): Scores => ({
        ...clusteringScores(mixture, test),
        testLogLikelihood: orThrow(ofTestPart(meanLogDensity(mixture, test))),
        trainLogLikelihood: known ?? orThrow(meanLogDensity(mixture, train)),
      });
      const tail = tailAverage(request.iterations, (mixture) => scoresOf(mixture));
      const unsettled = name === 'bigLearnEM';
      const { model, logLikelihood } = await runOrThrow(
        fit(train, {
          components,
          floor: request.floor,
          scale: 'none',
          seed,
          signal: tools.signal,
          onProgress: (step) => {
            onProgress(step);
            if (unsettled) tail.onProgress(step);
          },
          ...own,
        }),
      );
      const curve = end(logLikelihood);
      return {
        metrics: unsettled ? tail.mean() : scoresOf(model, logLikelihood),
        extra: { mixture: toJSON(model), passes: curve.passes, trainLogLikelihood: curve.values },
      };
    },
  }));
  const show = ['nmi', 'testLogLikelihood', 'trainLogLikelihood'];
  return runOrThrow(
    compareMethods<ClusteringFit>({
      methods,
      seeds,
      folder,
      signal,
      progress,
      show,
      ...(group === undefined ? {} : { group }),
    }),
  );
}

/** Says which part a row number counts in. */
const ofTestPart = E.mapLeft(({ _tag, message }: Problem) =>
  problem(_tag, { what: 'The test part cannot be scored', why: message }),
);

/** NMI, ARI and Hungarian accuracy of the most probable components against the classes; nothing without classes. */
function clusteringScores(
  model: Mixture,
  { features, labels }: { readonly features: Parameters<typeof predict>[1]; readonly labels?: Int32Array },
): Scores {
  if (labels === undefined) return {};
  const clusters = orThrow(ofTestPart(predict(model, features)));
  return {
    nmi: normalizedMutualInformation(labels, clusters),
    ari: adjustedRandIndex(labels, clusters),
    accuracy: clusteringAccuracy(labels, clusters).accuracy,
  };
}
