import type { Summary } from '../run/summary';
import { seedTable, summaryTable } from './summary-table';

const summary: Summary = {
  schema: 1,
  app: 'toy',
  seeds: [4, 5],
  methods: [
    { name: 'EM', metrics: { KL: [0.2, 0.3], nmi: [0.5, 0.5] }, seconds: [1, 2] },
    { name: 'bcl', metrics: { KL: [0.05, 0.03], nmi: [0.5, NaN] }, seconds: [10, 20] },
    { name: 'truth', metrics: { KL: [0.01, 0.01], nmi: [1, 1] }, seconds: [100, 200] },
  ],
};
const texts = (rows: readonly (readonly { text: string }[])[]) => rows.map((row) => row.map(({ text }) => text));

describe('summaryTable', () => {
  it('shows mean ± sample standard deviation and the mean time', () => {
    const table = summaryTable(summary, { metrics: [{ name: 'KL', label: 'test KL', better: 'lower', digits: 2 }] });
    expect(table.columns.map(({ header }) => header)).toEqual(['method', 'test KL ↓', 'seconds']);
    // sd of (0.2, 0.3) is 0.1 / √2
    expect(texts(table.rows)).toEqual([
      ['EM', '0.25 ± 0.07', '1.50'],
      ['bcl', '0.04 ± 0.01', '15.0'],
      ['truth', '0.01 ± 0.00', '150'],
    ]);
  });

  it('marks the best mean of the competitors, never a reference', () => {
    const table = summaryTable(summary, { metrics: [{ name: 'KL', better: 'lower' }], references: ['truth'] });
    expect(table.rows.map((row) => row[1].best === true)).toEqual([false, true, false]);
    expect(table.notes?.[0]).toContain('truth: for reference');
    const unmarked = summaryTable(summary, { metrics: [{ name: 'KL' }] });
    expect(unmarked.rows.flat().some(({ best }) => best)).toBe(false);
  });

  it('shows a dash where a value is not finite, and never marks it', () => {
    const table = summaryTable(summary, {
      metrics: [{ name: 'nmi', better: 'higher', digits: 1 }],
      references: ['truth'],
    });
    expect(table.rows.map((row) => row[1])).toEqual([
      { text: '0.5 ± 0.0', best: true },
      { text: '–' },
      { text: '1.0 ± 0.0' },
    ]);
  });

  it('shows one seed without a spread, and a true minus', () => {
    const one = { ...summary, seeds: [4], methods: [{ name: 'EM', metrics: { ll: [-3.5] }, seconds: [1] }] };
    const table = summaryTable(one, { metrics: [{ name: 'll' }] });
    expect(table.rows[0][1].text).toBe('−3.500');
    expect(table.notes).toEqual(['one seed']);
  });

  it('gives each group a block of rows with its own best', () => {
    const grouped: Summary = {
      ...summary,
      methods: [
        { name: 'EM', metrics: { 'a/nmi': [1, 1], 'b/nmi': [0, 0] }, seconds: [1, 1] },
        { name: 'bcl', metrics: { 'a/nmi': [0, 0], 'b/nmi': [1, 1] }, seconds: [1, 1] },
      ],
    };
    const table = summaryTable(grouped, {
      metrics: [{ name: 'nmi', better: 'higher', digits: 0 }],
      groups: ['a', 'b'],
    });
    expect(table.columns.map(({ header }) => header)).toEqual(['data', 'method', 'nmi ↑']);
    expect(texts(table.rows).map((row) => row.slice(0, 2))).toEqual([['a', 'EM'], ['', 'bcl'], ['b', 'EM'], ['', 'bcl']]); // prettier-ignore
    expect(table.rows.map((row) => row[2].best === true)).toEqual([true, false, false, true]);
  });
});

describe('seedTable', () => {
  it('shows every value of every seed', () => {
    const table = seedTable(summary, { metrics: [{ name: 'KL', digits: 2 }, { name: 'nmi', digits: 1 }] }); // prettier-ignore
    expect(table.columns.map(({ header }) => header)).toEqual(['metric', 'method', 'seed 4', 'seed 5']);
    expect(texts(table.rows)[0]).toEqual(['KL', 'EM', '0.20', '0.30']);
    expect(texts(table.rows)[4]).toEqual(['nmi', 'bcl', '0.5', '–']);
    expect(table.rows).toHaveLength(6);
  });
});
