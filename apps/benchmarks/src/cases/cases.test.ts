import { benchmarkCases, caseIds } from './cases';

describe('the cases', () => {
  it('are those asked for, in that order, with tables of the sizes they state', async () => {
    const cases = await benchmarkCases(['tiny-3', 'grid-25', 'pendigits-50'], undefined);
    expect(cases.map(({ id }) => id)).toEqual(['tiny-3', 'grid-25', 'pendigits-50']);
    for (const { rows, columns, table } of cases) {
      const values = table();
      expect(values).toHaveLength(rows * columns);
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it('say so when a table is simulated', async () => {
    const [pendigits, million] = await benchmarkCases(['pendigits-12', 'million-32'], undefined);
    expect(pendigits.name).toBe('simulated like Pendigits 7494 x 16, K = 12');
    expect(million.name).toBe('simulated 10⁶ x 16, K = 32');
  });

  it('are there under every name that --cases takes, and under no other', async () => {
    expect((await benchmarkCases(caseIds, undefined)).map(({ id }) => id)).toEqual([...caseIds]);
    await expect(benchmarkCases(['none'], undefined)).rejects.toThrow(RangeError);
  });

  const folder = process.env.BCL_DATA_DIR;
  (folder === undefined ? it.skip : it)('take Pendigits where it is, scaled to [0, 1] (BCL_DATA_DIR)', async () => {
    const [{ name, rows, columns, table }] = await benchmarkCases(['pendigits-12'], folder);
    const values = table();
    expect(name).toBe('Pendigits, K = 12');
    expect(values).toHaveLength(rows * columns);
    expect([values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]).toEqual([0, 1]);
  });
});
