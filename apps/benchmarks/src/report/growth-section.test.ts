import { growthAxes } from '../growth/axes';
import type { GrowthResult } from '../growth/growth';
import { fitGrowth } from '../numbers/power-law';
import { exponentTable, growthFigure, growthTable } from './growth-section';

const results: GrowthResult[] = growthAxes(false).map((axis) => {
  const milliseconds = axis.values.map((value) => value ** 1.25);
  return {
    axis,
    curves: [{ side: 'ours', threads: 1, name: 'ours', milliseconds, law: fitGrowth(axis.values, milliseconds) }],
  };
});

it('exponentTable gives the exponent of the times beside that of the operations', () => {
  const { rows } = exponentTable(results);
  expect(rows.map((row) => row.slice(1).map(({ text }) => text))).toEqual([
    ['N ≥ 30,000', '1.25', '1.00'],
    ['K ≥ 16', '1.25', '1.00'],
    ['D ≥ 32', '1.25', '1.97'],
  ]);
});

it('growthTable has every point', () => {
  const { rows } = growthTable(results);
  expect(rows).toHaveLength(7 + 7 + 9);
  expect(rows[0].map(({ text }) => text)).toEqual(['N grows, D = 16, K = 8', 'N = 1,000', '5,623 ms']);
});

it('growthFigure names the axis and the exponent', async () => {
  const svg = await growthFigure(results[2]);
  expect(svg).toContain('D grows, N = 4,000, K = 4');
  expect(svg).toContain('ours (1.25)');
});
