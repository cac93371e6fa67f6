import { boxPlot, curves, mixtureAnimation, mixtureContours, type Comparison, type RunFolder } from '@bcl/lab';
import { sample } from '@bcl/em';
import { key } from '@bcl/random';
import { drawnMixture } from '../mixture-descent/frames';
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
  /** The components: for each method at six moments, or the last ones of all methods where there are many. */
  readonly components: readonly string[];
  /** The components on the way; not where there are many methods. */
  readonly animation?: string;
}

type Cells = Comparison<ReverseKLFit>['cells'];

/** More methods than this are not shown at six moments each, and share no curves. */
const few = 4;

/** The scores over seeds, the scores along the runs, and the components of the first seed. */
export async function drawReverseKLFigures(
  folder: RunFolder,
  { cells }: Comparison<ReverseKLFit>,
): Promise<ReverseKLFigures> {
  const names = [...new Set(cells.map(({ method }) => method))];
  const first = names.map((name) => ofMethod(cells, name)[0]);
  const box = await folder.writeFigure('reverse-kl-box.svg', await drawBox(cells, names));
  const drawn = await drawCurves(folder, cells, names);
  if (names.length > few) return { box, curves: drawn, components: [await drawLast(folder, first)] };
  const components: string[] = [];
  for (const cell of first) components.push(await drawMoments(folder, cell));
  return { box, curves: drawn, components, animation: await drawMotion(folder, first) };
}

const labelOf = (name: string): string => labels[name] ?? name;
const ofMethod = (cells: Cells, name: string) => cells.filter(({ method }) => method === name);

/**
 * A KL as a log axis can show it: an exact fit has one of about 1e-16, and an estimate of a small one can come out below zero.
 * What a collapsed run did not measure is null in the file, and a gap in a curve.
 */
const drawable = (kl: number | null): number => (kl === null ? NaN : Math.max(kl, 1e-4));

function drawBox(cells: Cells, names: readonly string[]): Promise<string> {
  return boxPlot({
    title: 'Reverse KL after the last matching',
    subtitle: 'lower is better; ln 25 is one mode and no other; values below 0.0001 are drawn there',
    yLabel: 'KL(model ‖ target), nats',
    yScale: 'log',
    groups: names.map((name) => ({
      name: labelOf(name),
      values: ofMethod(cells, name).map(({ metrics }) => drawable(metrics.reverseKL)),
    })),
    reference: { value: Math.log(25), label: 'ln 25' },
  });
}

/** Both curves for a few methods at a time, the first method with all of the others. */
async function drawCurves(folder: RunFolder, cells: Cells, names: readonly string[]): Promise<string[]> {
  const [whole, ...others] = names;
  const groups = names.length > few ? evenly(others, few + 1).map((group) => [whole, ...group]) : [names];
  const written: string[] = [];
  for (const [i, group] of groups.entries()) {
    const along = (y: 'reverseKL' | 'modes') =>
      group.map((name) => {
        const fits = ofMethod(cells, name).map(({ extra }) => extra);
        const x = fits[0].steps.map((step) => (step * fits[0].innerSteps) / 1000);
        return {
          name: labelOf(name),
          x,
          y: fits.map((fit) => (y === 'modes' ? fit.modes : fit.reverseKL.map(drawable))),
        };
      });
    const text = { subtitle: 'line: median over seeds; band: range', xLabel: 'thousands of gradient steps' };
    const part = groups.length === 1 ? '' : `-${i + 1}`;
    const kl = await curves({
      ...text,
      title: 'Reverse KL along the run',
      subtitle: `${text.subtitle}; values below 0.0001 are drawn there`,
      yLabel: 'KL(model ‖ target), nats',
      yScale: 'log',
      series: along('reverseKL'),
    });
    const modes = await curves({
      ...text,
      title: 'Modes found along the run',
      yLabel: 'modes of 25',
      series: along('modes'),
    });
    written.push(await folder.writeFigure(`reverse-kl-curves${part}.svg`, kl));
    written.push(await folder.writeFigure(`modes-curves${part}.svg`, modes));
  }
  return written;
}

/** A list cut into as few parts of at most `most` as can be, of about equal length. */
function evenly<A>(list: readonly A[], most: number): A[][] {
  const parts = Math.ceil(list.length / most);
  const size = Math.ceil(list.length / parts);
  return Array.from({ length: parts }, (_, i) => list.slice(i * size, (i + 1) * size));
}

/** The target, behind the components. */
function background() {
  const target = gridTarget();
  return { points: sample(target, key(0), 1000).points.data, trueMeans: target.means };
}

const count = (step: number): string => step.toLocaleString('en');

async function drawMoments(folder: RunFolder, { method, seed, extra }: Cells[number]): Promise<string> {
  // A run of a few matchings has fewer than six different moments, one that collapsed may not have reached the last.
  const panels = [...new Set(snapshotSteps(extra.iterations))].flatMap((step) => {
    const frame = extra.frames.find((one) => one.step === step);
    if (frame === undefined) return [];
    return [{ name: count(step), note: `${extra.modes[extra.steps.indexOf(step)]}/25`, ...drawnMixture(frame) }];
  });
  const svg = await mixtureContours({
    ...background(),
    title: `${labelOf(method)}: the components on the way, seed ${seed}`,
    subtitle: 'matchings done, and modes found of 25',
    panels,
  });
  return folder.writeFigure(`components-${method}.svg`, svg);
}

async function drawLast(folder: RunFolder, cells: Cells): Promise<string> {
  const svg = await mixtureContours({
    ...background(),
    title: `The last components, seed ${cells[0].seed}`,
    subtitle: 'modes found of 25; of a run that collapsed, the last frame before it',
    panels: cells.map(({ method, metrics, extra }) => ({
      name: labelOf(method),
      note: extra.collapse === null ? `${metrics.modes}/25` : 'collapsed',
      ...drawnMixture(extra.frames[extra.frames.length - 1]),
    })),
  });
  return folder.writeFigure('components-last.svg', svg);
}

async function drawMotion(folder: RunFolder, cells: Cells): Promise<string> {
  const frames = (extra: ReverseKLFit) =>
    extra.frames.map((frame) => ({ label: count(frame.step), ...drawnMixture(frame) }));
  const svg = await mixtureAnimation({
    ...background(),
    title: `How the components find the modes, seed ${cells[0].seed}`,
    subtitle: 'matchings done; a matching of the paper’s methods is held for several gradient steps',
    panels: cells.map(({ method, extra }) => ({ name: labelOf(method), frames: frames(extra) })),
  });
  return folder.writeFigure('components-animation.svg', svg);
}
