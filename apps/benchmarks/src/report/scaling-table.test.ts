import { table } from '../race/race-result.fixture';
import { scalingTable } from './scaling-table';

it('scalingTable compares threads with independent processes', () => {
  const spread = (median: number) => ({ median, least: median - 0.1, most: median + 0.1 });
  const { rows } = scalingTable([
    { case: table, threads: 2, threadSpeedUp: spread(1.5), restartSpeedUp: spread(1.7), hardwareSpeedUp: spread(2) },
  ]);
  expect(rows[0].map(({ text }) => text)).toEqual([
    'A',
    '2 threads',
    '1.50 (1.40 … 1.60)',
    '1.70 (1.60 … 1.80)',
    '2.00 (1.90 … 2.10)',
    '75 %',
  ]);
});
