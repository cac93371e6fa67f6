import type { ReportSection, SummaryTableRequest } from '@bcl/lab';
import type { GridFigures } from './figures';

/** What the paper says about this experiment. */
export const gridClaim =
  'Big Learning Expectation Maximization (AAAI-24): EM started from N(0, I) stays in bad local optima of the 25-component ' +
  'mixture, BigLearn-EM from the same start reaches the optimum with high probability. The authors’ notebook gives a test KL of ' +
  '0.263 for EM and 0.030 for BigLearn-EM (means over 10 seeds, each the minimum over iterations of the KL on the test set).';

/** How the metrics of the comparison are shown. */
export const gridTable: SummaryTableRequest = {
  metrics: [
    { name: 'testKL', label: 'test KL', better: 'lower', digits: 4 },
    { name: 'modes', label: 'modes of 25', better: 'higher', digits: 1 },
    { name: 'trainLogLikelihood', label: 'training log-likelihood', better: 'higher', digits: 4 },
  ],
  references: ['emFromTruth'],
};

/** What the sections need to know of the run. */
export interface GridSectionsOptions {
  /** Names of the methods that ran. */
  readonly methods: readonly string[];
  /** Matchings of BigLearn-EM in this run. */
  readonly iterations: number;
}

/** What a reader should know of each method, where it ran. */
const remarks: Readonly<Record<string, (options: GridSectionsOptions) => string>> = {
  emFromTruth: () =>
    '`emFromTruth` is EM started at the true mixture: the best that fitting 2000 points can be expected to give.',
  kmeansEM: () => '`kmeansEM` is what a careful user of plain EM would run, and a strong baseline here.',
  bigLearnEM: ({ iterations }) =>
    `\`bigLearnEM\` ran ${iterations} matchings of 5 EM steps${iterations === 2000 ? ', as many as' : ';'} the authors’ notebook ${iterations === 2000 ? 'has' : 'has 2000'}.`,
  noRelocations: () => 'Each variant is `bcl` with one of its parts taken away.',
};

/** The sections of the comparison in a report page. */
export function gridSections(figures: GridFigures, options: GridSectionsOptions): ReportSection[] {
  const own = options.methods.flatMap((name) => (Object.hasOwn(remarks, name) ? [remarks[name](options)] : []));
  return [
    {
      heading: '25 components: where each method ends',
      text: [
        'KL is that of the last model, never the minimum over iterations: choosing the iteration by the test set is how a figure below the attainable one comes about.',
        ...own,
        'All but `kmeansEM` and `emFromTruth` start from N(0, I). Plain EM ends when a step changes the likelihood by less than 1e-6, `bcl` and `emFromTruth` at 1e-7.',
      ].join(' '),
      table: { kind: 'summary', ...gridTable },
      figures: [figures.box],
    },
    { heading: 'On the way', figures: [figures.curves] },
    {
      heading: 'The fits',
      text: 'Ellipses at one and two standard deviations, fainter for small weights; crosses are the true means.',
      figures: [figures.contours],
    },
  ];
}
