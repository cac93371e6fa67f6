import type { Cell } from '@bcl/lab';
import type { PlaneFit } from './comparison';
import { equalSeconds, equalSecondsTable } from './equal-seconds';

const cell = (method: string, seed: number, seconds: number[]): Cell<PlaneFit> => ({
  method,
  seed,
  seconds: 99,
  metrics: {},
  extra: {
    trace: {
      steps: seconds.map((_, i) => 10 * i),
      seconds,
      values: {
        'worst times floor': seconds.map((_, i) => 5 - i),
        modes: seconds.map((_, i) => i),
      },
    },
    joint: [],
    conditionals: [],
  },
});
const exact: Cell<PlaneFit> = { ...cell('exact', 0, []) };

describe('methods at equal seconds', () => {
  const cells = [
    cell('naive', 0, [0, 1, 2]),
    cell('communication', 0, [0, 1.5, 3]),
    exact,
    cell('naive', 1, [0, 2, 4]),
  ];

  it('have the last measurement within the seconds of the fastest of their seed', () => {
    expect(equalSeconds(cells)).toEqual([
      { method: 'naive', seed: 0, seconds: 2, steps: 20, worst: 3, modes: 2 },
      { method: 'communication', seed: 0, seconds: 2, steps: 10, worst: 4, modes: 1 },
      { method: 'naive', seed: 1, seconds: 4, steps: 20, worst: 3, modes: 2 },
    ]);
  });

  it('make a table of a row each', () => {
    const { columns, rows } = equalSecondsTable('pair', cells);
    expect(rows.map((row) => row.map(({ text }) => text))[1]).toEqual([
      'pair',
      'communication',
      '0',
      '2',
      '10',
      '4.00',
      '1',
    ]);
    expect(columns).toHaveLength(7);
  });
});
