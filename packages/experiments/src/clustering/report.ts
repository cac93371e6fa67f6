import type { ReportSection, SummaryTableRequest } from '@bcl/lab';
import type { TableSource } from './tables';

/** What the paper says about clustering real tables. */
export const clusteringClaim =
  'Big Learning Expectation Maximization (AAAI-24) reports better clusterings than EM on real tables. The only figures that could be had ' +
  'are those of the authors’ notebook for Pendigits with K = 12 and one seed: NMI 0.784, ARI 0.648, test log-likelihood 10.05 for EM from N(0, I); ' +
  '0.840, 0.759 and 10.34 for BigLearn-EM after 10,000 iterations, with the test set scaled by its own range.';

/** How the scores of a table are shown; without classes only the likelihoods. */
export function clusteringTable(hasClasses: boolean): SummaryTableRequest {
  const scores = [
    { name: 'nmi', label: 'NMI', better: 'higher' as const },
    { name: 'ari', label: 'ARI', better: 'higher' as const },
    { name: 'accuracy', label: 'accuracy', better: 'higher' as const },
  ];
  return {
    metrics: [
      ...(hasClasses ? scores : []),
      { name: 'testLogLikelihood', label: 'test log-lik.', better: 'higher' },
      { name: 'trainLogLikelihood', label: 'train log-lik.', better: 'higher' },
    ],
  };
}

/** The sections of one table in a report page. */
export function clusteringSections(
  table: TableSource,
  figures: readonly string[],
  { group, iterations }: { readonly group?: string; readonly iterations?: number } = {},
): ReportSection[] {
  const { dataset, components, test, note = '' } = table;
  const gaps = dataset.features.data.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
  const split =
    test === undefined
      ? 'a stratified fifth of the rows is held out, by seed'
      : `the test part has ${test.features.rows} rows of its own`;
  const lengths =
    iterations === undefined
      ? 'Each variant is `bcl` with one of its parts taken away.'
      : `\`bigLearnEM\` ran ${iterations} matchings of 5 EM steps (the authors’ script has 10,000) and is scored, as theirs, by the mean of the last ten evaluations, 20 matchings apart; \`kmeansEM\` is the best of 10 restarts.`;
  return [
    {
      heading: `${table.name}: ${dataset.features.rows} rows, ${dataset.features.columns} features, ${components} components`,
      text: `${gaps === 0 ? 'No cell is missing' : `${gaps} cells are missing and were left missing`}; ${split}; features are scaled to [0, 1] on the training part. ${note} ${lengths}`.trim(),
      table: {
        kind: 'summary',
        ...clusteringTable(dataset.labels !== undefined),
        ...(group === undefined ? {} : { groups: [group] }),
      },
      figures,
    },
  ];
}
