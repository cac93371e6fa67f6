import { boxPlot, curves, mixtureContours, type Comparison, type RunFolder } from '@bcl/lab';
import { gridData, type GridFit } from './comparison';

/** Order and labels of the methods in figures. */
const labels: Readonly<Record<string, string>> = {
  jointEM: 'EM from N(0, I)',
  kmeansEM: 'EM from k-means, best of 10',
  bigLearnEM: 'BigLearn-EM (paper)',
  bcl: 'bcl (our default)',
  emFromTruth: 'EM from the truth',
};

/** Names of the figures of {@link drawGridFigures}, relative to the run folder. */
export interface GridFigures {
  readonly box: string;
  readonly curves: string;
  readonly contours: string;
}

/** The box plot over seeds, the test KL along the fits, and the fitted mixtures of the first seed. */
export async function drawGridFigures(
  folder: RunFolder,
  { cells }: Comparison<GridFit>,
  rows?: number,
): Promise<GridFigures> {
  const names = [...new Set(cells.map(({ method }) => method))];
  const label = (name: string): string => labels[name] ?? name;
  const ofMethod = (name: string) => cells.filter(({ method }) => method === name);
  const seeds = new Set(cells.map(({ seed }) => seed)).size;
  const box = await boxPlot({
    title: 'Test KL after the last iteration',
    subtitle: seeds === 1 ? 'lower is better; one seed' : `lower is better; a dot is one of ${seeds} seeds`,
    yLabel: 'KL(true ‖ fitted), nats',
    groups: names.map((name) => ({ name: label(name), values: ofMethod(name).map(({ metrics }) => metrics.testKL) })),
  });
  const lines = await curves({
    title: 'Test KL along the fit',
    subtitle: 'by EM passes over the data, trials that were dropped included; band: range over seeds',
    xLabel: 'EM passes',
    yLabel: 'KL(true ‖ fitted), nats',
    xScale: 'log',
    yScale: 'log',
    series: names
      .filter((name) => name !== 'emFromTruth')
      .map((name) => ({ name: label(name), ...commonGrid(ofMethod(name).map(({ extra }) => extra)) })),
  });
  const [{ seed }] = cells;
  const { train, truth } = gridData(seed, rows);
  const contours = await mixtureContours({
    title: `The fitted mixtures, seed ${seed}, and how many of the 25 modes each has found`,
    points: train.features.data,
    trueMeans: truth.means,
    panels: names.map((name) => {
      const { metrics, extra } = ofMethod(name)[0];
      return { name: label(name).replace(', best of 10', ''), note: `${metrics.modes}/25`, ...extra };
    }),
  });
  return {
    box: await folder.writeFigure('test-kl-box.svg', box),
    curves: await folder.writeFigure('test-kl-curves.svg', lines),
    contours: await folder.writeFigure('fitted-mixtures.svg', contours),
  };
}

/** The curves of all seeds read off at the places of the longest one; a fit that has ended keeps its last value. */
function commonGrid(fits: readonly GridFit[]): { x: number[]; y: number[][] } {
  const longest = fits.reduce((a, b) => (b.passes.length > a.passes.length ? b : a));
  const x = Array.from(longest.passes);
  const y = fits.map(({ passes, testKL }) =>
    x.map((place) => {
      let i = passes.findIndex((at) => at > place);
      if (i < 0) i = passes.length;
      return testKL[Math.max(0, i - 1)];
    }),
  );
  return { x, y };
}
