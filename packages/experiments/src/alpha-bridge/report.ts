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
      { name: 'effectiveSampleSize', label: 'effective sample size, last tenth', digits: 3 },
    ],
    references: ['maximumLikelihood'],
    groups: starts,
  };
}

/** Means that differ by no more than this many nats count as equal. */
const tolerance = 0.02;

/** What came out for the ends of the path and for the path, start by start, in a sentence each. */
export function alphaBridgeResult(summary: Summary, starts: readonly GridStart[]): string {
  const sentences = starts.map((start) => {
    const mean = (method: string, metric: string): number => {
      const values = summary.methods.find(({ name }) => name === method)?.metrics[`${start}/${metric}`] ?? [];
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const [forward, reverse] = ['forwardKL', 'reverseKL'].map((metric) => ({
      one: mean('alpha1', metric),
      zero: mean('alpha0', metric),
      annealed: mean('annealed', metric),
    }));
    const covering = forward.one < forward.zero - tolerance ? 'covers better' : 'does not cover better';
    const sharper = reverse.zero < reverse.one - tolerance ? 'is sharper' : 'is not sharper';
    const keeps = forward.annealed <= forward.one + tolerance;
    const sharpens = reverse.annealed <= reverse.zero + tolerance;
    const both = keeps && sharpens ? 'gets both' : 'gets neither';
    const annealing =
      keeps === sharpens ? both : keeps ? 'covers as well as α = 1 but is less sharp than α = 0' : 'is as sharp as α = 0 but covers less than α = 1'; // prettier-ignore
    const text = (value: number): string => value.toFixed(3);
    return (
      `From the ${start} start α = 1 ${covering} than α = 0 (forward KL ${text(forward.one)} against ${text(forward.zero)}), ` +
      `α = 0 ${sharper} than α = 1 (reverse KL ${text(reverse.zero)} against ${text(reverse.one)}), and annealing ${annealing} ` +
      `(forward KL ${text(forward.annealed)}, reverse KL ${text(reverse.annealed)}).`
    );
  });
  return `${sentences.join(' ')} Means over seeds; up to ${tolerance} nats count as equal.`;
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
