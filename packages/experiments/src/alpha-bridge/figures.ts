import { curves, mixtureContours, type Comparison, type RunFolder } from '@bcl/lab';
import { sample } from '@bcl/em';
import { key } from '@bcl/random';
import { drawnMixture } from '../mixture-descent/frames';
import { gridTarget, type GridStart } from '../mixture-descent/target';
import type { AlphaBridgeFit } from './comparison';

/** Labels of the methods in figures. */
const labels: Readonly<Record<string, string>> = {
  alpha1: 'α = 1',
  alpha0: 'α = 0',
  annealed: 'α annealed',
  maximumLikelihood: 'maximum likelihood by samples of the target',
};

const starts: Readonly<Record<GridStart, string>> = { corner: 'corner start', wide: 'wide start' };

/** Names of the figures of {@link drawAlphaBridgeFigures}, relative to the run folder. */
export interface AlphaBridgeFigures {
  /** Forward KL, reverse KL, modes, effective sample size along the runs. */
  readonly curves: readonly string[];
  /** The last models of the first seed. */
  readonly contours: string;
}

/** The scores along the runs of one start, and the last models of the first seed. */
export async function drawAlphaBridgeFigures(
  folder: RunFolder,
  start: GridStart,
  { cells }: Comparison<AlphaBridgeFit>,
): Promise<AlphaBridgeFigures> {
  const names = [...new Set(cells.map(({ method }) => method))];
  const ofMethod = (name: string) => cells.filter(({ method }) => method === name);
  const along = (y: 'forwardKL' | 'reverseKL' | 'modes' | 'effectiveSampleSize', chosen = names) =>
    chosen.map((name) => {
      const fits = ofMethod(name).map(({ extra }) => extra);
      // The effective sample size belongs to the steps between two places: the start has none.
      const x = fits[0].steps.slice(fits[0].steps.length - fits[0][y].length);
      return { name: labels[name] ?? name, x, y: fits.map((fit) => fit[y]) };
    });
  const text = { subtitle: `${starts[start]}; line: median over seeds; band: range`, xLabel: 'matchings' };
  const drawn: readonly (readonly [string, string])[] = [
    [
      `${start}-forward-kl.svg`,
      await curves({
        ...text,
        title: 'Forward KL: what is not covered',
        yLabel: 'KL(target ‖ model), nats',
        yScale: 'log',
        series: along('forwardKL'),
      }),
    ],
    [
      `${start}-reverse-kl.svg`,
      await curves({
        ...text,
        title: 'Reverse KL: what is covered and should not be',
        yLabel: 'KL(model ‖ target), nats',
        yScale: 'log',
        series: along('reverseKL'),
      }),
    ],
    [
      `${start}-modes.svg`,
      await curves({ ...text, title: 'Modes found', yLabel: 'modes of 25', series: along('modes') }),
    ],
    [
      `${start}-effective-sample-size.svg`,
      await curves({
        ...text,
        title: 'Effective sample size of the gradient',
        yLabel: 'fraction of the samples',
        yScale: 'log',
        // Maximum likelihood weighs its samples equally: its line would be the top of the frame.
        series: along(
          'effectiveSampleSize',
          names.filter((name) => name !== 'maximumLikelihood'),
        ),
      }),
    ],
  ];
  const [{ seed }] = cells;
  const target = gridTarget();
  const contours = await mixtureContours({
    title: `The last models, ${starts[start]}, seed ${seed}`,
    subtitle: 'modes found of 25',
    points: sample(target, key(0), 1000).points.data,
    trueMeans: target.means,
    panels: names.map((name) => {
      const [{ metrics, extra }] = ofMethod(name);
      const short = name === 'maximumLikelihood' ? 'maximum likelihood' : (labels[name] ?? name);
      return { name: short, note: `${metrics.modes}/25`, ...drawnMixture(extra.last) };
    }),
  });
  const names4 = [];
  for (const [name, svg] of drawn) names4.push(await folder.writeFigure(name, svg));
  return { curves: names4, contours: await folder.writeFigure(`${start}-last-models.svg`, contours) };
}
