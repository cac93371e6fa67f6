import { simulatedRows, simulatedTable, simulatedTruth } from './simulated';

describe('simulated tables', () => {
  it('are the same for the same name and sizes, and others for another name', () => {
    const table = simulatedTable('a', 50, 3, 2);
    expect(table).toHaveLength(150);
    expect(simulatedTable('a', 50, 3, 2)).toEqual(table);
    expect(simulatedTable('b', 50, 3, 2)).not.toEqual(table);
  });

  it('come in batches that together are the table', () => {
    const batches = [...simulatedRows('a', 250_001, 1, 2)];
    expect(batches.map(({ length }) => length)).toEqual([100_000, 100_000, 50_001]);
    expect(batches[0].slice(0, 100)).not.toEqual(batches[1].slice(0, 100));
    const table = simulatedTable('a', 250_001, 1, 2);
    expect(table.subarray(100_000, 200_000)).toEqual(batches[1]);
    expect(table.subarray(200_000)).toEqual(batches[2]);
  });

  it('lie around the centres with a variance of 0.2 in each column', () => {
    const rows = 20_000;
    const { means } = simulatedTruth('a', 2, 1);
    const table = simulatedTable('a', rows, 2, 1);
    for (const column of [0, 1]) {
      const values = Array.from({ length: rows }, (_, n) => table[2 * n + column]);
      const mean = values.reduce((sum, value) => sum + value, 0) / rows;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
      expect(Math.abs(mean - means[column])).toBeLessThan(0.02);
      expect(Math.abs(variance - 0.2)).toBeLessThan(0.01);
    }
  });
});
