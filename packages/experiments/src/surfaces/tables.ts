import type { Table } from '@bcl/lab';
import type { ChartedSurface, SurfaceAtlas, SurfaceEstimates } from './atlas';
import type { HoldTime } from './hold-times';
import type { Minimum, MinimumKind } from './minima';

const kinds: Readonly<Record<MinimumKind, string>> = {
  global: 'global optimum',
  spurious: 'spurious minimum',
  level: 'level valley of zero, one point of it',
  border: 'border of the square: falls outwards',
};

const number = (value: number, digits: number): string => value.toFixed(digits).replace('-', '−');

/** A divergence in nats: in powers of ten where three digits would show nothing. */
export function nats(value: number): string {
  if (Math.abs(value) < 1e-12) return '0';
  return Math.abs(value) < 5e-4 ? value.toExponential(1).replace(/-/g, '−') : number(value, 4);
}

/** The means of a minimum, as in (−0.95, −1.05). */
export function place({ mu1, mu2 }: Pick<Minimum, 'mu1' | 'mu2'>): string {
  return `(${number(mu1, 2)}, ${number(mu2, 2)})`;
}

/** Every minimum of the surfaces: one row each, with μ1 >= μ2. */
export function minimaTable(surfaces: readonly ChartedSurface[], notes: readonly string[] = []): Table {
  const right = { align: 'right' } as const;
  const rows = surfaces.flatMap(({ name, minima }) =>
    minima.length === 0
      ? [[name, '', '', '0', 'zero everywhere']]
      : minima.map((minimum, i) => [
          i === 0 ? name : '',
          number(minimum.mu1, 3),
          number(minimum.mu2, 3),
          nats(minimum.value),
          kinds[minimum.kind],
        ]),
  );
  return {
    columns: [
      { header: 'matching' },
      { header: 'μ1', ...right },
      { header: 'μ2', ...right },
      { header: 'KL (nats)', ...right },
      { header: 'what it is' },
    ],
    rows: rows.map((row) => row.map((text) => ({ text }))),
    notes: ['The means exchanged give the twin of each.', ...notes],
  };
}

/** The minima of the joint, of the rotated marginals and of both sums. */
export function marginalMinimaTable(atlas: SurfaceAtlas): Table {
  const upTo90 = atlas.rotatedMarginals.filter(({ name }) => Number.parseInt(name, 10) <= 90);
  return minimaTable(
    [atlas.joint, ...upTo90, atlas.sumOfMarginals, atlas.sumOfConditionals],
    ['180° − α has the surface of α.'],
  );
}

/** The minima of the rotated conditionals; those given −y2 mirror those given y2. */
export function conditionalMinimaTable({ rotatedConditionals }: SurfaceAtlas): Table {
  // The middle one of each seven is y2 = 0.
  const half = rotatedConditionals.filter((_, i) => i % 7 >= 3);
  return minimaTable(half, ['Given −y2 every minimum changes the signs of both means.']);
}

/** How long each angle must be held to carry a descent out of the sum's spurious minimum. */
export function holdTable(times: readonly HoldTime[]): Table {
  const right = { align: 'right' } as const;
  return {
    columns: [
      { header: 'angle' },
      { header: 'gradient there (nats a unit)', ...right },
      { header: 'steps × rate / σ² to escape', ...right },
    ],
    rows: times.map(({ angle, pull, time }) =>
      [`${angle}°`, number(pull, 3), Number.isFinite(time) ? number(time, 2) : 'never'].map((text) => ({ text })),
    ),
  };
}

/** Root mean square difference between the Monte-Carlo estimates and quadrature, over each surface. */
export function estimatesTable(atlas: SurfaceAtlas, estimates: SurfaceEstimates): Table {
  const rms = (exact: Float64Array, estimate: Float64Array): number =>
    Math.sqrt(exact.reduce((sum, value, i) => sum + (value - estimate[i]) ** 2, 0) / exact.length);
  const row = (name: string, exact: readonly ChartedSurface[], estimate: readonly Float64Array[]) => {
    const errors = exact.map(({ values }, i) => rms(values, estimate[i]));
    const largest = Math.max(...exact.map(({ values }) => values.reduce((a, b) => Math.max(a, b), 0)));
    return [name, number(Math.min(...errors), 4), number(Math.max(...errors), 4), number(largest, 2)];
  };
  const rows = [
    row('joint', [atlas.joint], [estimates.joint]),
    row('rotated marginals', atlas.rotatedMarginals, estimates.rotatedMarginals),
    row('sum of the 12', [atlas.sumOfMarginals], [estimates.sumOfMarginals]),
    row('rotated conditionals', atlas.rotatedConditionals, estimates.rotatedConditionals),
    row('sum of the 49', [atlas.sumOfConditionals], [estimates.sumOfConditionals]),
  ];
  const right = { align: 'right' } as const;
  return {
    columns: [
      { header: 'surfaces' },
      { header: 'smallest RMS error (nats)', ...right },
      { header: 'largest RMS error (nats)', ...right },
      { header: 'highest value (nats)', ...right },
    ],
    rows: rows.map((cells) => cells.map((text) => ({ text }))),
  };
}
