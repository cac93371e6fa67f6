import { curves, type ReportSection, type Table } from '@bcl/lab';
import { emOperations } from '../arithmetic/operations';
import { axisText, sizesAt } from '../growth/axes';
import type { GrowthResult } from '../growth/growth';
import { fitGrowth, fittedFrom } from '../numbers/power-law';
import { threadsText } from '../race/entrant';
import { threeDigits } from './format';

/** The fitted exponents, one line an axis. */
export function exponentTable(results: readonly GrowthResult[]): Table {
  const right = { align: 'right' } as const;
  return {
    columns: [
      { header: 'axis' },
      { header: 'fitted from' },
      ...results[0].curves.map(({ side, threads }) => ({ header: `${side}, ${threadsText(threads)}`, ...right })),
      { header: 'operations', ...right },
    ],
    rows: results.map(({ axis, curves }) => {
      const operations = axis.values.map((value) => {
        const { rows, columns, components } = sizesAt(axis, value);
        return emOperations(rows, columns, components);
      });
      const from = axis.values[fittedFrom(axis.values.length)];
      return [
        { text: axisText(axis) },
        { text: `${axis.letter} ≥ ${from.toLocaleString('en-US')}` },
        ...curves.map(({ law }) => ({ text: law.exponent.toFixed(2) })),
        { text: fitGrowth(axis.values, operations).exponent.toFixed(2) },
      ];
    }),
    notes: [
      'Time grows as size to this power: least squares on logarithmic axes over the upper half of the sizes. The last column is the same for the count of operations.',
    ],
  };
}

/** All times along all axes. */
export function growthTable(results: readonly GrowthResult[]): Table {
  const right = { align: 'right' } as const;
  return {
    columns: [
      { header: 'axis' },
      { header: 'size', ...right },
      ...results[0].curves.map(({ side, threads }) => ({ header: `${side}, ${threadsText(threads)}`, ...right })),
    ],
    rows: results.flatMap(({ axis, curves }) =>
      axis.values.map((value, i) => [
        { text: axisText(axis) },
        { text: `${axis.letter} = ${value.toLocaleString('en-US')}` },
        ...curves.map(({ milliseconds }) => ({ text: `${threeDigits(milliseconds[i])} ms` })),
      ]),
    ),
  };
}

/** The figure of one axis. */
export function growthFigure({ axis, curves: own }: GrowthResult): Promise<string> {
  return curves({
    title: `Time of one EM iteration as ${axisText(axis)}`,
    subtitle: `Both axes logarithmic; in brackets the exponent of ${axis.letter} fitted over the upper half.`,
    xLabel: `${axis.letter} (${axis.unit})`,
    yLabel: 'milliseconds',
    xScale: 'log',
    yScale: 'log',
    dots: true,
    series: own.map(({ name, milliseconds, law }) => ({
      name: `${name} (${law.exponent.toFixed(2)})`,
      x: axis.values,
      y: [milliseconds],
    })),
  });
}

/** The part of the report on growth. */
export function growthSections(results: readonly GrowthResult[], figures: readonly string[]): ReportSection[] {
  const text =
    'On tables of standard normal numbers with components so close together that no responsibility is negligible: the whole arithmetic, nothing skipped. Every iteration begins with the same mixture; the fastest counts.';
  return [
    { heading: 'Growth with N, K and D', text, table: { kind: 'table', table: exponentTable(results) }, figures },
    { heading: 'Growth, point by point', table: { kind: 'table', table: growthTable(results) } },
  ];
}
