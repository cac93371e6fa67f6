import { clusteringAccuracy, normalizedMutualInformation } from '@bcl/metrics';

/** One iterate of a method. */
export interface Iterate {
  /** EM passes over the data so far. */
  readonly passes: number;
  /** Mean log-density of all pictures under the iterate, in nats; null for a method without a density. */
  readonly logLikelihood: number | null;
  /** Share of pictures that are right under the best matching of clusters to classes. */
  readonly accuracy: number;
  /** Normalised mutual information, arithmetic mean. */
  readonly nmi: number;
}

/** How well clusters fit classes. */
export function clusterScores(classes: Int32Array, labels: Int32Array): Pick<Iterate, 'accuracy' | 'nmi'> {
  return { accuracy: clusteringAccuracy(classes, labels).accuracy, nmi: normalizedMutualInformation(classes, labels) };
}

/**
 * The scores of a method from its iterates: of the last one; of the one with the highest training likelihood, a choice that
 * never sees a class; and the maximum over all, which is chosen by the classes and is what the authors' script reports.
 */
export function summariseIterates(iterates: readonly Iterate[]): Readonly<Record<string, number>> {
  const last = iterates[iterates.length - 1];
  const likeliest = iterates.reduce((best, one) =>
    (one.logLikelihood ?? -Infinity) > (best.logLikelihood ?? -Infinity) ? one : best,
  );
  const chosen = likeliest.logLikelihood === null ? last : likeliest;
  const most = (name: 'accuracy' | 'nmi') => Math.max(...iterates.map((one) => one[name]));
  return {
    accuracyLast: last.accuracy,
    nmiLast: last.nmi,
    accuracyLikeliest: chosen.accuracy,
    nmiLikeliest: chosen.nmi,
    accuracyMaximum: most('accuracy'),
    nmiMaximum: most('nmi'),
    // A method without a density has none to compare.
    logLikelihood: chosen.logLikelihood ?? Infinity,
  };
}
