import { surfacePanels, type RunFolder, type SurfacePanel } from '@bcl/lab';
import { fold, key } from '@bcl/random';
import type { SurfaceAtlas } from './atlas';
import { descender, type DescentRule } from './descents';
import type { EscapeSettings } from './escapes';

/** Where the drawn descents start: on both sides of the diagonal, most of them in the basins of the spurious minima. */
const drawnStarts: readonly (readonly [number, number])[] = [
  [-1.9, -1.3],
  [-0.2, -1.8],
  [-0.7, -0.2],
  [-1.1, -0.5],
  [1.8, 0.2],
  [0.6, 1.9],
  [0.3, 1.1],
  [1.9, -0.4],
];

/**
 * Descents from the same starts over the surface of the sum: down the sum itself, alternating with one step an angle, and
 * alternating with `hold` steps an angle.
 *
 * @returns the figure's name, relative to the run folder
 */
export async function drawPaths(
  folder: RunFolder,
  atlas: SurfaceAtlas,
  { variance, hold, rate, steps }: EscapeSettings,
  seed: number,
): Promise<string> {
  const step = rate * variance;
  const rules: readonly (readonly [string, DescentRule])[] = [
    ['down the sum', { loss: 'sum', hold: 1, rate: step }],
    ['alternating, 1 step an angle', { loss: 'alternating', hold: 1, rate: step }],
    [`alternating, ${hold} steps an angle`, { loss: 'alternating', hold, rate: step }],
  ];
  const parts = atlas.rotatedMarginals.length;
  const z = atlas.sumOfMarginals.values.map((value) => value / parts);
  const spurious = atlas.sumOfMarginals.minima
    .filter(({ kind }) => kind === 'spurious')
    .flatMap(({ mu1, mu2 }) => [mu1, mu2, mu2, mu1]);
  const panels = rules.map(([heading, rule]): SurfacePanel => {
    const descend = descender(rule, { variance, steps });
    const paths: [number[][], number[][]] = [[], []];
    drawnStarts.forEach(([mu1, mu2], i) => {
      const line: number[] = [];
      const own = fold(fold(key(seed), 'paths'), i);
      const { escaped } = descend(own, mu1, mu2, (a, b) => {
        const moved = Math.hypot(a - (line.at(-2) ?? Infinity), b - (line.at(-1) ?? Infinity));
        if (moved > 0.01) line.push(a, b);
      });
      paths[escaped ? 0 : 1].push(line);
    });
    return { heading, z, markers: [[1, -1, -1, 1], spurious, drawnStarts.flat()], paths };
  });
  const figure = await surfacePanels({
    title: 'The same starts under three rules',
    subtitle: 'over the sum of the 12 rotated marginals, divided by 12',
    x: atlas.grid,
    y: atlas.grid,
    xLabel: 'μ₁',
    yLabel: 'μ₂',
    valueLabel: 'mean reverse KL (nats)',
    exponent: 0.5,
    minimum: 0,
    markers: [
      { label: 'global optimum', mark: 'star' },
      { label: 'spurious minimum of the sum', mark: 'cross' },
      { label: 'start', mark: 'circle' },
    ],
    paths: [{ label: 'reaches the optimum' }, { label: 'does not' }],
    columns: 3,
    panels,
  });
  return folder.writeFigure('paths.svg', figure);
}
