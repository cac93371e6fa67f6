import { imageSet } from './image-set';
import type { ImageSet } from './image-set';
import { takeImages } from './selection';

const set: ImageSet = {
  title: 'three',
  count: 3,
  height: 1,
  width: 2,
  channels: 1,
  pixels: Uint8Array.of(10, 11, 20, 21, 30, 31),
  labels: Uint8Array.of(1, 2, 3),
  labelNames: ['0', '1', '2', '3'],
  attributes: { names: ['x', 'y'], values: Int8Array.of(1, 1, 1, -1, -1, 1) },
  files: [{ path: 'somewhere' }],
};

describe('takeImages', () => {
  it('takes pictures, labels and attributes in the order given, also twice', () => {
    const taken = imageSet(takeImages(set, [2, 0, 2]));
    expect(taken.pixels).toEqual(Uint8Array.of(30, 31, 10, 11, 30, 31));
    expect(taken.labels).toEqual(Uint8Array.of(3, 1, 3));
    expect(taken.attributes?.values).toEqual(Int8Array.of(-1, 1, 1, 1, -1, 1));
    expect(taken.files).toEqual(set.files);
  });

  it('copies, and takes none', () => {
    const taken = takeImages(set, Int32Array.of(0, 1, 2));
    expect(taken).toEqual(set);
    taken.pixels[0] = 99;
    expect(set.pixels[0]).toBe(10);
    expect(takeImages(set, []).count).toBe(0);
  });

  it('adds neither labels nor attributes', () => {
    const { labels: _labels, labelNames: _names, attributes: _attributes, ...bare } = set;
    expect(Object.keys(takeImages(bare, [1])).sort()).toEqual(Object.keys(bare).sort());
  });

  it.each([-1, 3, 0.5, NaN])('refuses picture %d', (index) => {
    expect(() => takeImages(set, [0, index])).toThrow(`there is no picture ${index} among 3`);
  });
});
