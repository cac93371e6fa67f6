import { emOperations } from '../arithmetic/operations';
import { entrant, result } from '../race/race-result.fixture';
import { arithmeticTable } from './arithmetic-table';

const operations = emOperations(1e6, 16, 10);
const peaks = { alone: operations, together: new Map([[2, 1.5 * operations]]) }; // one pass a second

describe('arithmeticTable', () => {
  it('gives the rate and its share of the peak for that number of threads', () => {
    const entrants = [entrant('ours', 1, [4000]), entrant('theirs', 2, [1]), entrant('ours', 2, [2000])];
    const { rows, notes } = arithmeticTable([result(...entrants)], peaks);
    expect(rows.map((row) => row.slice(2).map(({ text }) => text))).toEqual([
      ['6,460', '1.62 (25 %)', '3.23 (33 %)'],
      ['6,460', '3.23 (50 %)', '6.46 (67 %)'],
    ]);
    expect(notes).toHaveLength(1);
    expect(notes?.[0]).toMatch('6.46 x 10⁹/s with one process, 9.69 x 10⁹/s with 2 processes');
  });

  it('explains a share above one', () => {
    const { notes } = arithmeticTable([result(entrant('ours', 1, [900]))], peaks);
    expect(notes?.[1]).toMatch('are skipped');
  });
});
