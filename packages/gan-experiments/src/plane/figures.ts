import { condition, logDensity, orThrow } from '@bcl/em';
import { curves, pairPlot, type Cell, type Comparison, type CurveSeries, type RunFolder } from '@bcl/lab';
import { key } from '@bcl/random';
import { noiseFloor, type PlaneFit } from './comparison';
import { conditionalMatchings } from './matchings';
import type { Shot } from './shots';
import { planePoints, planeTruth, type PlaneSet, type PlaneTruth } from './truth';

/** Names of the figures of {@link drawPlaneFigures}, relative to the run folder. */
export interface PlaneFigures {
  /** The worst of the five distances over the training, by steps and by seconds, and the modes of the joint. */
  readonly training: readonly string[];
  /** Points of each method's joint beside exact ones, first seed. */
  readonly scatter: readonly string[];
  /** Exact densities of the conditionals and the methods' answers, first seed. */
  readonly conditionals: readonly string[];
}

/** What a run leaves to look at, for one distribution. */
export async function drawPlaneFigures(
  folder: RunFolder,
  set: PlaneSet,
  { cells }: Comparison<PlaneFit>,
): Promise<PlaneFigures> {
  const truth = planeTruth(set);
  const trained = cells.filter(({ method }) => method !== noiseFloor);
  const first = trained.filter(({ seed }) => seed === trained[0].seed);
  const conditionals: string[] = [];
  for (const { name } of conditionalMatchings) {
    for (const [at, { given }] of shotsOf(first[0], name).entries()) {
      const svg = await conditionalCurves(truth, name, given, at, first);
      conditionals.push(await folder.writeFigure(`${set}-given-${name[0]}-${at + 1}.svg`, svg));
    }
  }
  const scatter: string[] = [];
  for (const cell of first) {
    scatter.push(await folder.writeFigure(`${set}-${cell.method}.svg`, await jointScatter(truth, cell)));
  }
  return { training: await drawTraining(folder, set, trained), scatter, conditionals };
}

async function drawTraining(folder: RunFolder, set: PlaneSet, cells: readonly Cell<PlaneFit>[]): Promise<string[]> {
  const subtitle = `${set}; line: median over seeds; band: range`;
  const along = (value: string, places: 'steps' | 'seconds') => seriesOf(cells, value, places);
  const worst = { title: 'The worst of the five distances over the noise floor', yLabel: 'times the floor', yScale: 'log' } as const; // prettier-ignore
  const drawn = [
    ['steps', await curves({ ...worst, subtitle, xLabel: 'steps', series: along('worst times floor', 'steps') })],
    [
      'seconds',
      await curves({
        ...worst,
        subtitle,
        xLabel: 'seconds of training',
        series: along('worst times floor', 'seconds'),
      }),
    ],
    [
      'modes',
      await curves({
        title: 'Modes of the joint',
        subtitle,
        xLabel: 'steps',
        yLabel: 'modes',
        series: along('modes', 'steps'),
      }),
    ],
  ] as const;
  const names: string[] = [];
  for (const [name, svg] of drawn) names.push(await folder.writeFigure(`${set}-${name}.svg`, svg));
  return names;
}

/** Seeds share their steps, not their seconds: the places of a method are the means over its seeds. */
function seriesOf(cells: readonly Cell<PlaneFit>[], value: string, places: 'steps' | 'seconds'): CurveSeries[] {
  return [...new Set(cells.map(({ method }) => method))].map((name) => {
    const traces = cells.filter(({ method }) => method === name).map(({ extra }) => extra.trace);
    const x = traces[0][places].map((_, i) => traces.reduce((sum, trace) => sum + trace[places][i], 0) / traces.length);
    return { name, x, y: traces.map(({ values }) => values[value]) };
  });
}

async function jointScatter(truth: PlaneTruth, { method, seed, metrics, extra }: Cell<PlaneFit>): Promise<string> {
  const count = extra.joint.length / 2;
  const exact = planePoints(truth, key(0), count);
  return pairPlot({
    title: `${method}: the joint`,
    subtitle: `${truth.name}, seed ${seed}: ${metrics.modes} of ${truth.mixture.components} modes`,
    features: ['x₁', 'x₂'],
    rows: [...exact, ...extra.joint],
    clusters: Array.from({ length: 2 * count }, (_, i) => (i < count ? 0 : 1)),
    clusterNames: ['exact', 'model'],
  });
}

const shotsOf = (cell: Cell<PlaneFit>, matching: string): Shot[] =>
  cell.extra.conditionals.filter((shot) => shot.matching === matching);

/** Half the width of the window in which answers are counted. */
const window = 0.15;

async function conditionalCurves(
  truth: PlaneTruth,
  matching: string,
  given: number,
  at: number,
  cells: readonly Cell<PlaneFit>[],
): Promise<string> {
  const source = Number(matching[0]) - 1;
  const reach = Math.max(...Array.from(truth.mixture.means, Math.abs)) + 1.5;
  const x = Array.from({ length: 201 }, (_, i) => ((i - 100) / 100) * reach);
  const own = orThrow(condition(truth.mixture, [source], [given]));
  const exact = orThrow(logDensity(own, { rows: x.length, columns: 1, data: Float64Array.from(x) }));
  const share = (answers: readonly number[], center: number) =>
    answers.filter((value) => Math.abs(value - center) <= window).length / (2 * window * answers.length);
  return curves({
    title: `p(x${'₂₁'[source]} | x${'₁₂'[source]} = ${given.toFixed(2)})`,
    subtitle: `${truth.name}, seed ${cells[0].seed}; of the models the share of answers in a window of ±${window}, as a density`,
    xLabel: `x${'₂₁'[source]}`,
    yLabel: 'density',
    series: [
      { name: 'exact', x, y: [Array.from(exact, Math.exp)] },
      ...cells.map((cell) => {
        const { answers } = shotsOf(cell, matching)[at];
        return { name: cell.method, x, y: [x.map((center) => share(answers, center))] };
      }),
    ],
  });
}
