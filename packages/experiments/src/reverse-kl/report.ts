import type { ReportSection, Summary, SummaryTableRequest } from '@bcl/lab';
import { describeObjective, type Objective } from '@bcl/objectives';
import { ablationNotes } from './bcl';
import type { ReverseKLFigures } from './figures';

/** What the paper says about this experiment. */
export const reverseKLClaim =
  'Big Cooperative Learning (arXiv 2407.21319), section 4.1: reverse-KL minimisation by joint matching alone stays on the mode ' +
  'next to its start, while alternating matchings of rotated marginals “gradually seeks out most components” (caption of Figure 4). ' +
  'The authors’ animation shows 24 of 25 at iteration 6000; the paper’s text was not at hand, so no number of its own is quoted. ' +
  'A model on one mode alone has the reverse KL ln 25 = 3.219.';

/** How the metrics of the comparison are shown. */
export const reverseKLTable: SummaryTableRequest = {
  metrics: [
    { name: 'modes', label: 'modes of 25', better: 'higher', digits: 1 },
    { name: 'reverseKL', label: 'reverse KL', better: 'lower', digits: 4 },
    { name: 'forwardKL', label: 'forward KL', better: 'lower', digits: 3 },
  ],
};

/** What came out, method by method, in one sentence. */
export function reverseKLResult({ methods }: Summary): string {
  const parts = methods.map(({ name, metrics }) => {
    const [low, high] = [Math.min(...metrics.modes), Math.max(...metrics.modes)];
    const modes = low === high ? `${low}` : `${low} to ${high}`;
    // A run that collapsed has no bound, which the summary holds as a value that is not finite.
    const collapsed = metrics.reverseKL.filter((value) => !Number.isFinite(value)).length;
    const worst = Math.max(...metrics.reverseKL.filter(Number.isFinite)).toFixed(3);
    if (collapsed === metrics.reverseKL.length) return `\`${name}\` collapsed`;
    const others =
      collapsed === 0 ? '' : ` where it did not collapse (${collapsed} of ${metrics.reverseKL.length} did)`;
    return `\`${name}\` ${modes} of 25 modes, reverse KL at most ${worst}${others}`;
  });
  return `${parts.join('; ')}.`;
}

/** What the sections need to know of the run. */
export interface ReverseKLSectionsOptions {
  readonly iterations: number;
  readonly innerSteps: number;
  readonly samples: number;
  readonly rate: number;
  /** Names of the methods that ran. */
  readonly methods: readonly string[];
  /** The objective that took the reverse KL's place. */
  readonly objective?: Objective | undefined;
}

/** The sections of the comparison in a report page. */
export function reverseKLSections(figures: ReverseKLFigures, options: ReverseKLSectionsOptions): ReportSection[] {
  const { methods, objective } = options;
  const ablation = methods.includes('noNoise');
  const what = [
    ...(objective === undefined
      ? []
      : [`The paper’s methods descend ${describeObjective(objective)} here, not the reverse KL.`]),
    ...(methods.includes('joint') ? [`\`joint\` and \`bigLearn\` take ${settingsOf(options)}.`] : []),
    ...(methods.includes('bcl')
      ? [`\`bcl\`, with a fifth of their gradient steps and as many samples a step: ${ablationNotes.bcl}.`]
      : []),
    'All start from 25 components of covariance I at (−5, −5) + 0.1 N(0, I), with equal weights that are never trained.',
    'A mode counts as found when a component whose largest standard deviation is below 0.45 has its mean within 0.5 of it.',
    'Both KLs are of the last model, by 20,000 fresh samples of the side that is named first.',
  ].join(' ');
  const variants = methods
    .filter((name) => name !== 'bcl' && Object.hasOwn(ablationNotes, name))
    .map((name) => `\`${name}\`: ${ablationNotes[name]}.`);
  return [
    {
      heading: 'Where each method ends',
      text: ablation
        ? `${what}\n\nEach of the others is \`bcl\` with one part taken away or exchanged, or the paper’s method with one added. ${variants.join(' ')}`
        : what,
      table: { kind: 'summary', ...reverseKLTable },
      figures: [figures.box],
    },
    { heading: 'On the way', figures: figures.curves },
    {
      heading: ablation ? 'The last components' : 'The components at six moments',
      text: 'Ellipses at one and two standard deviations; crosses are the means of the target.',
      figures: figures.components,
    },
    ...(figures.animation === undefined
      ? []
      : [
          {
            heading: 'In motion',
            text: 'Frames are closer together in the beginning, where the components move fastest.',
            figures: [figures.animation],
          },
        ]),
    {
      heading: 'Honest remarks',
      text:
        'The target is known here: every method asks for its log-density, and `bcl` for that of the blurred target, which is exact for ' +
        'Gaussians. EM from k-means on 2000 samples of such a mixture finds all 25 modes in seconds (`apps/gmm25-em`): the experiment ' +
        'is about how far a local search gets from a bad start, not about the best way to fit this mixture. The conditional matchings ' +
        'of the authors’ script are a stub without a loss, so what the authors would have got with them is not known.',
    },
  ];
}

function settingsOf({ iterations, innerSteps, samples, rate }: ReverseKLSectionsOptions): string {
  const paper = iterations === 10_000 && innerSteps === 20 && samples === 100 && rate === 0.1;
  return (
    `${iterations} matchings of ${innerSteps} gradient steps, ${samples} samples a step, rate ${rate}` +
    (paper ? ', as in the authors’ released script' : '; the authors’ released script has 10000, 20, 100 and 0.1')
  );
}
