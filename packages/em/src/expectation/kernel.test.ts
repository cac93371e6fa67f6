import { blockSize, LOG_TWO_PI } from './kernel';

describe('blockSize', () => {
  it('is a multiple of eight from 8 to 64 for every width, since the kernels take up to eight rows at a time', () => {
    const sizes = Array.from({ length: 3000 }, (_, width) => blockSize(width));
    expect(sizes.filter((size) => size % 8 !== 0)).toEqual([]);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([8, 64]);
  });

  it('keeps a block within 16 KiB for widths up to 256', () => {
    for (let width = 1; width <= 256; width++) expect(blockSize(width) * width * 8).toBeLessThanOrEqual(16 * 1024);
  });
});

test('LOG_TWO_PI is log(2 pi)', () => {
  expect(LOG_TWO_PI).toBe(Math.log(2 * Math.PI));
});
