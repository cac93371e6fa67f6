import { curves, heatmap, surfacePanels, type RunFolder, type Summary, type SurfacePanel } from '@bcl/lab';
import type { ChartedSurface, SurfaceAtlas, SurfaceEstimates } from './atlas';
import { sweepName, sweptHolds, sweptRates } from './escapes';
import type { Minimum } from './minima';

/** Names of the figures of {@link drawSurfaceFigures}, relative to the run folder. */
export interface SurfaceFigures {
  readonly figure2: string;
  readonly marginals: string;
  readonly conditionals: string;
}

const markers = [
  { label: 'global optimum', mark: 'star' },
  { label: 'spurious minimum', mark: 'cross' },
] as const;

/** A point and its twin with the two means exchanged, flat. */
const withTwin = ({ mu1, mu2 }: Pick<Minimum, 'mu1' | 'mu2'>): number[] => [mu1, mu2, mu2, mu1];
const optima = withTwin({ mu1: 1, mu2: -1 });
const spuriousOf = (minima: readonly Minimum[]): number[] =>
  minima.filter(({ kind }) => kind === 'spurious').flatMap(withTwin);

/** One surface with its optima; `parts` divides a sum, so that it can share the others' colours. */
function panelOf({ name, values, minima }: ChartedSurface, heading = name, parts = 1): SurfacePanel {
  return { heading, z: parts === 1 ? values : values.map((v) => v / parts), markers: [optima, spuriousOf(minima)] };
}

/** What all figures of surfaces share: the paper's colours, the square root of the value up to the joint's maximum. */
function looks({ grid, joint }: SurfaceAtlas) {
  return {
    x: grid,
    y: grid,
    xLabel: 'μ₁',
    yLabel: 'μ₂',
    valueLabel: 'reverse KL (nats)',
    exponent: 0.5,
    minimum: 0,
    maximum: joint.values.reduce((a, b) => Math.max(a, b), 0),
    markers,
  };
}

const given = (name: string): string => name.slice(name.indexOf('y2')).replace('y2', 'x₂');

/** The surfaces by quadrature, as in the paper's figures 2 and 3. */
export async function drawSurfaceFigures(folder: RunFolder, atlas: SurfaceAtlas): Promise<SurfaceFigures> {
  const { joint, conditionals, rotatedMarginals, sumOfMarginals, rotatedConditionals, sumOfConditionals } = atlas;
  const secondMarginal = rotatedMarginals.filter(({ name }) => name === '90°');
  const figure2 = await surfacePanels({
    ...looks(atlas),
    title: 'Reverse KL of the joint, marginal and conditional matchings',
    subtitle: 'after figure 2 of the paper; by quadrature',
    columns: 5,
    panels: [
      panelOf(joint, 'joint'),
      panelOf(rotatedMarginals[0], 'marginal x₁'),
      ...secondMarginal.map((surface) => panelOf(surface, 'marginal x₂ (zero)')),
      ...conditionals.map((surface) => panelOf(surface, `x₁ given ${given(surface.name)}`)),
    ],
  });
  const marginals = await surfacePanels({
    ...looks(atlas),
    title: 'Reverse KL of the marginal of y₁ after a rotation',
    subtitle: 'after figure 3 of the paper, upper part; by quadrature; the sum is shown divided by 12',
    columns: 5,
    panels: [
      ...rotatedMarginals.map((surface) => panelOf(surface)),
      panelOf(sumOfMarginals, 'sum of the 12', rotatedMarginals.length),
    ],
  });
  const conditional = await surfacePanels({
    ...looks(atlas),
    title: 'Reverse KL of y₁ given y₂ after a rotation',
    subtitle: 'after figure 3 of the paper, lower part; by quadrature; a row an angle; the sum is shown divided by 49',
    columns: 7,
    panels: [
      ...rotatedConditionals.map((surface) => panelOf(surface, surface.name.replace('y2', 'y₂'))),
      panelOf(sumOfConditionals, 'sum of the 49', rotatedConditionals.length),
    ],
  });
  return {
    figure2: await folder.writeFigure('figure-2.svg', figure2),
    marginals: await folder.writeFigure('figure-3-marginals.svg', marginals),
    conditionals: await folder.writeFigure('figure-3-conditionals.svg', conditional),
  };
}

/** Quadrature above, the paper's Monte-Carlo estimate below it. */
export async function drawEstimates(
  folder: RunFolder,
  atlas: SurfaceAtlas,
  estimates: SurfaceEstimates,
  samples: number,
): Promise<readonly string[]> {
  const draw = async (file: string, title: string, pairs: readonly (readonly [SurfacePanel, Float64Array])[]) =>
    folder.writeFigure(
      file,
      await surfacePanels({
        ...looks(atlas),
        title,
        subtitle: `above by quadrature, below estimated from ${samples} samples of the model for each pair of means`,
        columns: pairs.length,
        panels: [
          ...pairs.map(([panel]) => panel),
          ...pairs.map(([{ heading }, z]) => ({ heading: `${heading}, estimate`, z, markers: [optima, []] })),
        ],
      }),
    );
  const shown = [0, 2, 4].map((i) => [panelOf(atlas.rotatedMarginals[i]), estimates.rotatedMarginals[i]] as const);
  const sumOf = (surface: ChartedSurface, estimate: Float64Array, parts: number) =>
    [panelOf(surface, `sum of the ${parts}`, parts), estimate.map((value) => value / parts)] as const;
  // At 30 degrees, where the given coordinate says something and the components still differ: three of its seven values.
  const given30 = [14, 15, 17].map(
    (i) =>
      [
        panelOf(atlas.rotatedConditionals[i], atlas.rotatedConditionals[i].name.replace('y2', 'y₂')),
        estimates.rotatedConditionals[i],
      ] as const,
  );
  return [
    await draw('monte-carlo-marginals.svg', 'Rotated marginals: quadrature and Monte Carlo', [
      ...shown,
      sumOf(atlas.sumOfMarginals, estimates.sumOfMarginals, 12),
    ]),
    await draw('monte-carlo-conditionals.svg', 'Rotated conditionals: quadrature and Monte Carlo', [
      ...given30,
      sumOf(atlas.sumOfConditionals, estimates.sumOfConditionals, 49),
    ]),
  ];
}

/** Names of the figures of {@link drawSweep}. */
export interface SweepFigures {
  readonly heatmap: string;
  readonly curves: string;
}

/** The share of starts that reach the optimum by hold and rate: as a table, and against the product of the two. */
export async function drawSweep(folder: RunFolder, summary: Summary): Promise<SweepFigures> {
  const shares = (hold: number, rate: number): readonly number[] =>
    summary.methods.find(({ name }) => name === sweepName(hold, rate))?.metrics.escaped ?? [];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const table = await heatmap({
    title: 'Starts that escape, percent',
    subtitle: 'alternating: rows, how long an angle is held; columns, the rate',
    rows: sweptHolds.map((hold) => `${hold}`),
    columns: sweptRates.map((rate) => `${rate} σ²`),
    rowLabel: 'steps an angle is held',
    columnLabel: 'rate',
    digits: 1,
    full: 100,
    values: sweptHolds.flatMap((hold) => sweptRates.map((rate) => 100 * mean(shares(hold, rate)))),
  });
  const lines = await curves({
    title: 'What counts is how far one angle carries a descent',
    subtitle: 'starts that end at the optimum against steps held times rate; band: range over seeds',
    xLabel: 'steps held × rate / σ²',
    yLabel: 'share of starts',
    xScale: 'log',
    series: sweptRates.map((rate) => ({
      name: `rate ${rate} σ²`,
      x: sweptHolds.map((hold) => hold * rate),
      y: summary.seeds.map((_, s) => sweptHolds.map((hold) => shares(hold, rate)[s])),
    })),
  });
  return {
    heatmap: await folder.writeFigure('escapes.svg', table),
    curves: await folder.writeFigure('escapes-by-hold.svg', lines),
  };
}
