/** Scores for clusterings, densities and samples: plain functions of labels, log-densities, means and points. */
export { adjustedRandIndex } from './rand';
export { assignment, type Assignment } from './assignment';
export { clusteringAccuracy, type ClusteringAccuracy } from './accuracy';
export { contingencyTable, type ContingencyTable } from './contingency';
export { energyDistance } from './energy-distance';
export { frechetDistance, gaussianFrechet, type GaussianMoments } from './frechet-distance';
export { meanAndDeviation, type MeanAndDeviation } from './spread';
export { meanLogLikelihood, monteCarloKL, type Estimate } from './density';
export { modesCovered } from './modes';
export { normalizedMutualInformation, type Average } from './information';
export { slicedWasserstein, type SlicedWassersteinOptions } from './sliced-wasserstein';
export { wassersteinDistance, type WassersteinOrder } from './wasserstein';
