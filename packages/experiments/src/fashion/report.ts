import type { ReportSection, SummaryTableRequest } from '@bcl/lab';
import type { FashionFigures } from './figures';
import type { Pictures } from './pictures';

/** The table of scores. */
export const fashionTable: SummaryTableRequest = {
  metrics: [
    { name: 'accuracyLast', label: 'accuracy, last iterate', better: 'higher' },
    { name: 'nmiLast', label: 'NMI, last iterate', better: 'higher' },
    { name: 'accuracyLikeliest', label: 'accuracy, likeliest iterate', better: 'higher' },
    { name: 'nmiLikeliest', label: 'NMI, likeliest iterate', better: 'higher' },
    { name: 'accuracyMaximum', label: 'accuracy, maximum over iterates (chosen by the classes)' },
    { name: 'nmiMaximum', label: 'NMI, maximum over iterates (chosen by the classes)' },
    { name: 'logLikelihood', label: 'training log-likelihood of the likeliest', better: 'higher', digits: 2 },
  ],
};

/** What the paper claims of it. */
export const fashionClaim =
  'BigLearn-EM on the 784 raw pixels of all 70,000 images of Fashion-MNIST, with full covariances, is set beside deep clustering ' +
  '(AAAI-24, 38(10):11669-11677). The figures of its table could not be found, only its settings: 70 matchings of 5 EM steps, ' +
  'floor 0.05, alpha 1/K. Its script reports the maximum over iterations, found with the classes, for one seed.';

/** The page's sections. */
export function fashionSections(pictures: Pictures, figures: FashionFigures): ReportSection[] {
  return [
    {
      heading: 'Scores',
      text:
        `${pictures.title}, clustered without their classes. The likeliest iterate is the one with the highest training ` +
        'likelihood. The maximum over iterates needs the classes that it is then scored by: it is optimistic, and stands here ' +
        'because the authors report it.\n\n' +
        'Published deep clustering on Fashion-MNIST, from its own source: DEC-DA (ACML-18) accuracy 0.586, NMI 0.636 (README of ' +
        'XifengGuo/DEC-DA). Figures of DEC, IDEC and EDESC could not be traced to a source and are left out.',
      table: { kind: 'summary', ...fashionTable },
    },
    ...(figures.curves.length === 0 ? [] : [{ heading: 'While fitting', figures: figures.curves }]),
    ...figures.clusters.map(({ method, figure }) => ({
      heading: `Clusters of ${method}`,
      text: 'Each row is a cluster: its mean at the left, then pictures that belong to it.',
      figures: [figure],
    })),
  ];
}
