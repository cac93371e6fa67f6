import type { ReportContent, Summary, SummaryTableRequest } from '@bcl/lab';
import type { ChartedSurface } from './atlas';
import type { HoldTime } from './hold-times';
import type { SurfaceStudy } from './study';
import { conditionalMinimaTable, estimatesTable, holdTable, marginalMinimaTable, nats, place } from './tables';

/** How the metrics of the descents are shown. */
export const escapesTable: SummaryTableRequest = {
  metrics: [
    { name: 'escaped', label: 'starts that end at the optimum', better: 'higher', digits: 3 },
    { name: 'escapedFromSpurious', label: 'of those beside the sum’s spurious minima', better: 'higher', digits: 3 },
    { name: 'finalKL', label: 'joint KL at the end', better: 'lower', digits: 4 },
  ],
};

const claim =
  'Big Cooperative Learning (arXiv 2407.21319), figure 3: from one matching to another local optima move, while the global ' +
  'optima are common to all; so matchings that cooperate can leave local optima in which one matching stays. Whether it takes ' +
  'alternation, or a sum of the losses would do, is not said there.';

const mean = (values: readonly number[] = []): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const percent = (share: number): string => `${(100 * share).toFixed(share === 1 || share === 0 ? 0 : 1)}%`;

/** The mean share of starts that end at the optimum under a method. */
function escapedOf(summary: Summary, method: string): number {
  return mean(summary.methods.find(({ name }) => name === method)?.metrics.escaped);
}

/** What came out, in words that follow the numbers. */
export function surfacesResult({ atlas, escapes, hold, settings }: SurfaceStudy): string {
  const without = atlas.rotatedMarginals.filter((surface) => surface.minima.length > 0 && !hasSpurious(surface));
  const [joint, sum, alternating] = ['joint', 'sum', 'alternating'].map((name) => escapedOf(escapes.summary, name));
  const reached = `${percent(joint)} of all starts reach the optimum down the joint divergence, ${percent(sum)} down the sum, ${percent(alternating)} when angles alternate, each held for ${settings.hold} steps at rate ${settings.rate} σ².`;
  const some =
    without.length === 0
      ? 'Every rotated marginal has spurious minima'
      : `Rotated marginals have no spurious minimum at ${without.map(({ name }) => name).join(', ')}`;
  if (hold === undefined) {
    return `${some}, and their sum has none either, so that there is nothing for alternation to escape from. ${reached}`;
  }
  const shortest = Math.min(...hold.times.map(({ time }) => time));
  const why = Number.isFinite(shortest)
    ? `What decides is steps × rate. To carry a descent out of it, the best single angle must be held for ${shortest.toFixed(1)} σ²; holds of that order get there within a few draws, while with much shorter ones the draws average out: then alternating is the sum, and stays where the sum stays.`
    : 'No angle alone carries a descent out of it, however long it is held.';
  const conditionals = hasSpurious(atlas.sumOfConditionals)
    ? 'The sum of the 49 rotated conditionals has spurious minima too.'
    : 'The sum of the 49 rotated conditionals has no spurious minimum: down that sum there is none to stop in.';
  return `${some}; their sum still has one at ${place(hold.minimum)}, where it is ${nats(hold.minimum.value)}. ${reached} ${why} ${conditionals}`;
}

function hasSpurious({ minima }: ChartedSurface): boolean {
  return minima.some(({ kind }) => kind === 'spurious');
}

/** The whole report of a study. */
export function surfacesReport(study: SurfaceStudy): ReportContent {
  const { atlas, estimates, figures, settings, hold } = study;
  const { starts, steps, samples, size } = settings;
  return {
    title: 'Two Gaussians: where the matchings have their minima',
    claim,
    result: surfacesResult(study),
    sections: [
      {
        heading: 'Joint, marginal, conditional',
        text: 'The data are ½ N((−1, 0), σ²I) + ½ N((1, 0), σ²I); the model is the same with its two first coordinates free. Joint, marginal and conditional divergences of x₁ are the same here, since both components have the same second coordinate; that of x₂, and of x₂ given x₁, is zero.',
        figures: [figures.figure2],
      },
      {
        heading: 'After a rotation',
        text: `Each surface is a quadrature on ${size} × ${size} pairs of means; twice the nodes change no value by 1e-6. Minima are searched on the grid and refined with the exact gradient.`,
        table: { kind: 'table', table: marginalMinimaTable(atlas) },
        figures: [figures.marginals],
      },
      {
        heading: 'Conditionals after a rotation',
        text: 'A y₂ far out all but names the component it came from, and the conditional then says nothing of the other one: valleys that are level to rounding. A minimum on the border is where the loss falls outwards.',
        table: { kind: 'table', table: conditionalMinimaTable(atlas) },
        figures: [figures.conditionals],
      },
      {
        heading: 'Does alternating escape where the sum does not?',
        text: [
          `Descents with the exact gradient from all ${starts} × ${starts} points of a grid over the square, ${steps} steps each, at rate ${settings.rate} σ²; angles are held for ${settings.hold} steps. A start on the diagonal is a symmetric saddle for every rule and is moved off it by about a thousandth. \`sum\` is the mean over the 12 angles; \`alternating\` draws one of them, \`alternatingHaar\` any angle. The methods that end in \`Sampled\` take the paper’s estimate from 100 samples of the model in place of the exact gradient, and \`alternatingSampled\` draws any angle, as the paper’s 25-component program does.`,
          'A descent has escaped when it ends with each mean within 0.1 of a mode of its own. Seeds draw the angles, the samples and the steps off the diagonal.',
        ].join('\n\n'),
        table: { kind: 'summary', ...escapesTable },
        figures: [figures.paths],
      },
      {
        heading: 'When it does, and why',
        text: hold === undefined ? 'The sum has no spurious minimum at this σ².' : explanation(hold, settings.variance),
        ...(hold === undefined ? {} : { table: { kind: 'table', table: holdTable(hold.times) } as const }),
        figures: [figures.heatmap, figures.curves],
      },
      {
        heading: 'The paper’s estimate',
        text: `The paper estimates its surfaces from samples of the model, ${samples} for each pair of means here. One sample serves all surfaces, so the joint divergence and the marginal at 0° have the same errors.`,
        table: { kind: 'table', table: estimatesTable(atlas, estimates) },
        figures: figures.estimates,
      },
    ],
  };
}

function explanation({ minimum, times, vanishes }: NonNullable<SurfaceStudy['hold']>, variance: number): string {
  const helping = times.filter(({ time }) => Number.isFinite(time));
  const fastest = helping.reduce(
    (a: HoldTime | undefined, b) => (a === undefined || b.time < a.time ? b : a),
    undefined,
  );
  const memory = 12 / (minimum.curvature * variance);
  return [
    `The sum’s spurious minimum at ${place(minimum)} is none of any single angle’s: there the gradients of the angles cancel, and each alone is in motion. The spurious minimum of a rotated marginal vanishes at ${vanishes.toFixed(1)}°. The table starts at the sum’s minimum, follows one angle alone, and asks how long it must be held until the sum itself would lead on to the optimum.`,
    fastest === undefined
      ? 'None is long enough at this σ².'
      : `One draw of ${fastest.angle}° held for ${fastest.time.toFixed(1)} σ² in steps × rate is enough. The mean of the angles pulls back within about ${memory.toFixed(0)} σ² (one over its smaller curvature there): over shorter times draws add up, so that somewhat shorter holds escape too, by several helpful draws in a row. Holds far below that average out before the descent has moved, and as the rate goes to zero alternating follows the gradient of the sum.`,
  ].join('\n\n');
}
