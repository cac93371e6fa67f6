import { curves, type RunFolder } from '@bcl/lab';
import { curveOf, type HistoryLine } from '../training/history';

/** Curves of a run: what they are called, and the figures in them. */
const PANELS: readonly {
  readonly name: string;
  readonly label: string;
  readonly figures: readonly (readonly [string, string])[];
}[] = [
  {
    name: 'losses',
    label: 'loss',
    figures: [
      ['discriminatorLoss', 'discriminator'],
      ['generatorLoss', 'generator'],
      ['communicationLoss', 'communication'],
      ['reconstruction', 'reconstruction'],
    ],
  },
  {
    name: 'logits',
    label: 'mean logit',
    figures: [
      ['realLogit', 'real'],
      ['fakeLogit', 'generated'],
    ],
  },
  { name: 'penalty', label: 'penalty on gradients', figures: [['penalty', 'R1 and R2']] },
  {
    name: 'frechet',
    label: 'Fréchet distance',
    figures: [
      ['frechet', 'generated'],
      ['frechetReal', 'training pictures'],
    ],
  },
];

/** Draws what the run recorded: losses, logits, the penalty, and the Fréchet distance while training, as far as they are there. */
export async function drawCurves(folder: RunFolder, history: readonly HistoryLine[]): Promise<readonly string[]> {
  const drawn: string[] = [];
  for (const { name, label, figures } of PANELS) {
    const series = figures.flatMap(([figure, shown]) => {
      const { x, y } = curveOf(history, figure);
      // One point is no curve.
      return x.length < 2 ? [] : [{ name: shown, x, y: [y] }];
    });
    if (series.length === 0) continue;
    const svg = await curves({ title: `${label} while training`, xLabel: 'step', yLabel: label, series });
    drawn.push(await folder.writeFigure(`${name}.svg`, svg));
  }
  return drawn;
}
