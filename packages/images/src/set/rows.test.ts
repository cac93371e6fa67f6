import type { ImageSet } from './image-set';
import { meanPicture, toPixels, toRows } from './rows';

const everyPixel: ImageSet = {
  title: 'all values',
  count: 4,
  height: 8,
  width: 8,
  channels: 1,
  pixels: Uint8Array.from({ length: 256 }, (_, i) => i),
  files: [],
};

describe('toRows and toPixels', () => {
  it('give every pixel value back', () => {
    expect(toPixels(toRows(everyPixel))).toEqual(everyPixel.pixels);
  });

  it('map black to -1, white to 1 and the order of values to itself', () => {
    const rows = toRows(everyPixel);
    expect([rows[0], rows[255]]).toEqual([-1, 1]);
    expect(rows.every((value, i) => i === 0 || value > rows[i - 1])).toBe(true);
  });

  it('take the pictures asked for', () => {
    expect(toRows(everyPixel, 1, 2)).toEqual(toRows(everyPixel).slice(64, 192));
    expect(toRows(everyPixel, 3)).toEqual(toRows(everyPixel).slice(192));
    expect(toRows(everyPixel, 4)).toHaveLength(0);
  });

  it.each([
    [5, 0],
    [0, 5],
    [-1, 1],
    [0.5, 1],
    [1, -1],
  ])('refuse pictures from %d, %d of them', (from, count) => {
    expect(() => toRows(everyPixel, from, count)).toThrow(RangeError);
  });

  it('clamp what a model overshoots, and round', () => {
    expect(toPixels([-7, -1.001, -0.999, 0, 0.996, 1.5, Infinity])).toEqual(Uint8Array.of(0, 0, 0, 128, 254, 255, 255));
  });

  it('refuse NaN, which would silently become black', () => {
    expect(() => toPixels([0, NaN])).toThrow('Value 1 is NaN');
  });
});

describe('meanPicture', () => {
  it('is the mean of each value over pictures, as a row', () => {
    const rows = toRows(everyPixel);
    const mean = meanPicture(everyPixel);
    expect(mean).toHaveLength(64);
    mean.forEach((value, i) => {
      expect(value).toBeCloseTo((rows[i] + rows[64 + i] + rows[128 + i] + rows[192 + i]) / 4, 6);
    });
  });

  it('refuses an empty set', () => {
    expect(() => meanPicture({ ...everyPixel, count: 0, pixels: new Uint8Array(0) })).toThrow('no mean');
  });
});
