import type { StreamingResult } from '../streaming/streaming';
import { streamingTable } from './streaming-table';

const result = (rowsPerSecond: number, megabytes: number, sameWork = true): StreamingResult => ({
  sizes: { rows: 1e7, columns: 16, components: 32 },
  threads: 2,
  streamed: { rowsPerSecond, megabytes, before: 12 },
  held: { rowsPerSecond: 1e6, megabytes: 2000, before: 3 },
  sameWork,
});

describe('streamingTable', () => {
  it('compares with memory and with the aims', () => {
    const { rows, notes } = streamingTable([result(900_000, 400), result(790_000, 600)]);
    expect(rows.map((row) => [row[3].text, row[4].text])).toEqual([
      ['90 % (aim 80 %: met)', '400 (aim 600: met)'],
      ['79 % (aim 80 %: not met)', '600 (aim 600: not met)'],
    ]);
    expect(notes).toHaveLength(1);
    expect(notes?.[0]).toMatch(/^10,000,000 x 16, K = 32, float32/);
  });

  it('says when the ways did not do the same', () => {
    expect(streamingTable([result(1, 1, false)]).notes?.[1]).toMatch('did not do the same work');
  });
});
