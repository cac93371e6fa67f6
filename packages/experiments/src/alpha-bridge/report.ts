import type { ReportSection, Summary, SummaryTableRequest } from '@bcl/lab';
import type { GridStart } from '../mixture-descent/target';
import type { AlphaBridgeFigures } from './figures';
import type { AlphaBridgeSettings } from './recipes';

/** What the paper says, and what is tested here. */
export const alphaBridgeClaim =
  'Bridging Maximum Likelihood and Adversarial Learning via α-Divergence (AAAI-20): α → 1 is maximum likelihood, which covers ' +
  'modes and is stable; α → 0 is the reverse KL of adversarial learning, which is sharp and drops modes; a path from the one ' +
  'to the other is to combine them. Only the abstract was at hand, and it has no numbers. Tested here, not assumed: α = 1 ' +
  'covers and blurs, α = 0 is sharp and drops modes, annealing gets both.';

/** How the metrics of one start are shown. */
export function alphaBridgeTable(starts: readonly GridStart[]): SummaryTableRequest {
  return {
    metrics: [
      { name: 'forwardKL', label: 'forward KL', better: 'lower', digits: 3 },
      { name: 'reverseKL', label: 'reverse KL', better: 'lower', digits: 3 },
      { name: 'modes', label: 'modes of 25', better: 'higher', digits: 1 },
      { name: 'effectiveSampleSize', label: 'effective sample size', digits: 3 },
    ],
    references: ['maximumLikelihood'],
    groups: starts,
  };
}

/** By how many nats a mean may be above that of the end of the path it is compared with and still count as equal. */
const tolerance = 0.02;

/** Whether annealing got both ends of its path, start by start, in a sentence each. */
export function alphaBridgeResult(summary: Summary, starts: readonly GridStart[]): string {
  return starts
    .map((start) => {
      const mean = (method: string, metric: string): number => {
        const values = summary.methods.find(({ name }) => name === method)?.metrics[`${start}/${metric}`] ?? [];
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      };
      const covers = mean('annealed', 'forwardKL') <= mean('alpha1', 'forwardKL') + tolerance;
      const sharp = mean('annealed', 'reverseKL') <= mean('alpha0', 'reverseKL') + tolerance;
      const of = (method: string, metric: string) => mean(method, metric).toFixed(3);
      const verdict =
        covers && sharp
          ? 'annealing gets both'
          : covers
            ? 'annealing covers as α = 1 does, but is not as sharp as α = 0'
            : sharp
              ? 'annealing is as sharp as α = 0, but does not cover as α = 1 does'
              : 'annealing gets neither';
      return (
        `From the ${start} start ${verdict}: forward KL ${of('annealed', 'forwardKL')} against ${of('alpha1', 'forwardKL')} ` +
        `with α = 1, reverse KL ${of('annealed', 'reverseKL')} against ${of('alpha0', 'reverseKL')} with α = 0 ` +
        `(means over seeds, equal within ${tolerance}).`
      );
    })
    .join(' ');
}

/** The sections of a report page: the table and what to know of it, then the figures of each start. */
export function alphaBridgeSections(
  figures: ReadonlyMap<GridStart, AlphaBridgeFigures>,
  settings: AlphaBridgeSettings,
): ReportSection[] {
  const { iterations, samples, rate, rateEnd, alphaFrom, alphaTo, annealUntil, alphaShape, clip, spread } = settings;
  const starts = [...figures.keys()];
  const meaning: Readonly<Record<GridStart, string>> = {
    corner: 'means at (−5, −5) + 0.1 N(0, I), the start of the reverse-KL simulation of Big Cooperative Learning',
    wide: 'means drawn evenly from [−5, 5]²',
  };
  return [
    {
      heading: 'Where each method ends',
      text: [
        `Every method takes ${iterations} matchings (${settings.matchings === 'joint' ? 'joint' : 'rotated marginals, one of ten joint in the second half'}), ` +
          `one step of Adam each, ${samples} samples a step, with a rate that falls from ${rate} to ${rateEnd} by a constant factor a step.`,
        `The annealed α goes from ${alphaFrom} to ${alphaTo} (${alphaShape}) in the first ${Math.round(100 * annealUntil)} % of the run.`,
        clip === undefined ? '' : `Log-ratios are clipped to ±${clip} before they become weights.`,
        spread === 0
          ? ''
          : `Both sides carry noise whose standard deviation fades from ${spread} to 0 over the same part of the run.`,
        'The weights r^α of α > 0 are normalised over the samples of a step, which biases the gradient when few of them count: the effective sample size tells.',
        '`maximumLikelihood` is the baseline whose samples come from the target: what α = 1 estimates with samples of the model.',
        ...starts.map((start) => `The ${start} start: ${meaning[start]}; covariances I.`),
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
      table: { kind: 'summary', ...alphaBridgeTable(starts) },
    },
    ...[...figures].flatMap(([start, drawn]): ReportSection[] => [
      { heading: `On the way, ${start} start`, figures: drawn.curves },
      {
        heading: `The last models, ${start} start`,
        text: 'Ellipses at one and two standard deviations; crosses are the means of the target.',
        figures: [drawn.contours],
      },
    ]),
  ];
}
