import fc from 'fast-check';
import { formatTable } from './table';

const right = { align: 'right' } as const;

describe('formatTable', () => {
  it('aligns text to the left, numbers to the right, and keeps digits below each other beside a star', () => {
    const text = formatTable({
      columns: [{ header: 'method' }, { header: 'KL', ...right }, { header: 'modes', ...right }],
      rows: [
        [{ text: 'EM' }, { text: '0.250' }, { text: '14' }],
        [{ text: 'bigLearnEM' }, { text: '0.049', best: true }, { text: '25' }],
      ],
      notes: ['* best'],
    });
    expect(text.split('\n')).toEqual([
      'method         KL   modes',
      '──────────  ──────  ─────',
      'EM          0.250      14',
      'bigLearnEM  0.049*     25',
      '* best',
    ]);
  });

  it('gives all lines of the table one width', () => {
    const cell = fc.record({ text: fc.string({ maxLength: 12 }), best: fc.boolean() });
    const row = fc.array(cell, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        const columns = [{ header: 'a' }, { header: 'bb', ...right }, { header: 'method', ...right }];
        const lines = formatTable({ columns, rows }).split('\n');
        fc.pre(lines.length === rows.length + 2); // no line breaks within cells
        expect(new Set(lines.map((line) => [...line].length)).size).toBe(1);
      }),
    );
  });

  it('refuses a ragged row', () => {
    expect(() => formatTable({ columns: [{ header: 'a' }], rows: [[]] })).toThrow('row 0 has 0 cells');
  });
});
