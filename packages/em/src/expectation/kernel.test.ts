import { blockSize, LOG_TWO_PI } from './kernel';

describe('blockSize', () => {
  it('is a multiple of four from 8 to 64 for every width, since the kernels take four rows at a time', () => {
    for (let width = 0; width < 3000; width++) {
      const size = blockSize(width);
      expect(size % 4).toBe(0);
      expect(size).toBeGreaterThanOrEqual(8);
      expect(size).toBeLessThanOrEqual(64);
    }
  });

  it('keeps a block within 16 KiB for widths up to 256', () => {
    for (let width = 1; width <= 256; width++) expect(blockSize(width) * width * 8).toBeLessThanOrEqual(16 * 1024);
  });
});

test('LOG_TWO_PI is log(2 pi)', () => {
  expect(LOG_TWO_PI).toBe(Math.log(2 * Math.PI));
});
