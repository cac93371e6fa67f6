import {
  boxPlot,
  curves,
  mixtureAnimation,
  mixtureContours,
  type Cell,
  type Comparison,
  type RunFolder,
} from '@bcl/lab';
import { sample } from '@bcl/em';
import { key } from '@bcl/random';
import { drawnMixture, type Frame } from '../mixture-descent/frames';
import { gridTarget } from '../mixture-descent/target';
import { snapshotSteps, type ReverseKLFit } from './comparison';

/** Labels of the methods in figures. */
const labels: Readonly<Record<string, string>> = {
  joint: 'joint matching alone',
  bigLearn: 'big learning (paper)',
  bcl: 'bcl (ours)',
};

/** Names of the figures of {@link drawReverseKLFigures}, relative to the run folder. */
export interface ReverseKLFigures {
  readonly box: string;
  /** The reverse KL, then the modes, along the runs. */
  readonly curves: readonly string[];
  /** For each method the components at six moments. */
  readonly snapshots: readonly string[];
  /** The components on the way. */
  readonly animation: string;
}

/** The scores over seeds, the scores along the runs, and the components of the first seed at six moments and in motion. */
export async function drawReverseKLFigures(
  folder: RunFolder,
  { cells }: Comparison<ReverseKLFit>,
): Promise<ReverseKLFigures> {
  const names = [...new Set(cells.map(({ method }) => method))];
  const [{ seed }] = cells;
  const ofMethod = (name: string) => cells.filter(({ method }) => method === name);
  const shown = names.map((name) => ofMethod(name)[0]);
  const box = await boxPlot({
    title: 'Reverse KL after the last matching',
    subtitle: 'lower is better; ln 25 is one mode and no other',
    yLabel: 'KL(model ‖ target), nats',
    yScale: 'log',
    groups: names.map((name) => ({
      name: labels[name] ?? name,
      // A Monte-Carlo estimate of a KL near zero can come out below it, where a log axis has no place.
      values: ofMethod(name).map(({ metrics }) => Math.max(metrics.reverseKL, 1e-4)),
    })),
    reference: { value: Math.log(25), label: 'ln 25' },
  });
  const along = (y: 'reverseKL' | 'modes') =>
    names.map((name) => {
      const fits = ofMethod(name).map(({ extra }) => extra);
      const x = fits[0].steps.map((step) => (step * fits[0].innerSteps) / 1000);
      return { name: labels[name] ?? name, x, y: fits.map((fit) => fit[y]) };
    });
  const text = { subtitle: 'line: median over seeds; band: range', xLabel: 'thousands of gradient steps' };
  const lines = [
    await curves({
      ...text,
      title: 'Reverse KL along the run',
      yLabel: 'KL(model ‖ target), nats',
      yScale: 'log',
      series: along('reverseKL'),
    }),
    await curves({ ...text, title: 'Modes found along the run', yLabel: 'modes of 25', series: along('modes') }),
  ];
  const target = gridTarget();
  const background = { points: sample(target, key(0), 1000).points.data, trueMeans: target.means };
  const snapshots = await Promise.all(
    shown.map(async (cell) => {
      const svg = await mixtureContours({
        ...background,
        title: `${labels[cell.method] ?? cell.method}: the components on the way, seed ${seed}`,
        subtitle: 'matchings done, and modes found of 25',
        panels: momentsOf(cell),
      });
      return folder.writeFigure(`components-${cell.method}.svg`, svg);
    }),
  );
  const animation = await mixtureAnimation({
    ...background,
    title: `How the components find the modes, seed ${seed}`,
    panels: shown.map(({ method, extra }) => ({ name: labels[method] ?? method, frames: extra.frames.map(animated) })),
  });
  return {
    box: await folder.writeFigure('reverse-kl-box.svg', box),
    curves: [
      await folder.writeFigure('reverse-kl-curves.svg', lines[0]),
      await folder.writeFigure('modes-curves.svg', lines[1]),
    ],
    snapshots,
    animation: await folder.writeFigure('components-animation.svg', animation),
  };
}

/** The panels of one method; a run of a few matchings has fewer than six different ones. */
function momentsOf({ extra }: Cell<ReverseKLFit>) {
  return [...new Set(snapshotSteps(extra.iterations))].flatMap((step) => {
    const frame = extra.frames.find((one) => one.step === step);
    if (frame === undefined) return [];
    const modes = extra.modes[extra.steps.indexOf(step)];
    return [{ name: step.toLocaleString('en'), note: `${modes}/25`, ...drawnMixture(frame) }];
  });
}

function animated(frame: Frame) {
  return { label: frame.step.toLocaleString('en'), ...drawnMixture(frame) };
}
