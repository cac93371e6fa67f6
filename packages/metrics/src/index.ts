/** Scores for clusterings and densities: plain functions of labels, log-densities and means. */
export { adjustedRandIndex } from './rand';
export { assignment, type Assignment } from './assignment';
export { clusteringAccuracy, type ClusteringAccuracy } from './accuracy';
export { contingencyTable, type ContingencyTable } from './contingency';
export { meanAndDeviation, type MeanAndDeviation } from './spread';
export { meanLogLikelihood, monteCarloKL, type Estimate } from './density';
export { modesCovered } from './modes';
export { normalizedMutualInformation, type Average } from './information';
