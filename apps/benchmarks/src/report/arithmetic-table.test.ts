import { emOperations } from '../arithmetic/operations';
import { arithmeticTable } from './arithmetic-table';

const one = { id: 'a', name: 'A', rows: 1e6, columns: 16, components: 10, iterations: 1, settled: 1, table: () => new Float64Array(0) }; // prettier-ignore
const operations = emOperations(1e6, 16, 10);
const entrant = (threads: number, start: number, settled: number) => ({
  side: 'ours' as const,
  threads,
  name: `ours, ${threads}`,
  milliseconds: { start: [start], settled: [settled] },
  meanLogLikelihood: { start: [0], settled: [0] },
  megabytes: [1],
});
const peaks = { alone: operations, together: new Map([[2, 1.5 * operations]]) }; // one pass a second

describe('arithmeticTable', () => {
  it('gives the rate and its share of the peak for that number of threads', () => {
    const { rows, notes } = arithmeticTable([{ case: one, entrants: [entrant(1, 4000, 2000), entrant(2, 2000, 1000)] }], peaks); // prettier-ignore
    expect(rows.map((row) => [row[5].text, row[7].text])).toEqual([
      ['25 %', '50 %'],
      ['33 %', '67 %'],
    ]);
    expect(rows[0][6].text).toBe('3.23');
    expect(notes).toHaveLength(1);
  });

  it('explains a share above one', () => {
    const { notes } = arithmeticTable([{ case: one, entrants: [entrant(1, 4000, 500)] }], peaks);
    expect(notes?.[1]).toMatch('are skipped');
  });
});
