import { blockSize, transposeRows } from './block';

describe('blockSize', () => {
  it('is a multiple of eight from 8 to 64 for every width', () => {
    const sizes = Array.from({ length: 3000 }, (_, width) => blockSize(width));
    expect(sizes.filter((size) => size % 8 !== 0)).toEqual([]);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([8, 64]);
  });

  it('keeps a block within 16 KiB for widths up to 256', () => {
    for (let width = 1; width <= 256; width++) expect(blockSize(width) * width * 8).toBeLessThanOrEqual(16 * 1024);
  });
});

test('transposeRows writes coordinate by coordinate and clears what it does not fill', () => {
  const block = new Float64Array(2 * 4).fill(9);
  transposeRows(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), 1, 3, 2, block, 4);
  expect([...block]).toEqual([3, 5, 7, 0, 4, 6, 8, 0]);
});
