import { imageSet, valuesPerPicture } from './image-set';
import type { ImageSet } from './image-set';

const good: ImageSet = {
  title: 'three',
  count: 3,
  height: 1,
  width: 2,
  channels: 3,
  pixels: new Uint8Array(18),
  labels: Uint8Array.of(0, 1, 1),
  labelNames: ['a', 'b'],
  attributes: { names: ['x'], values: Int8Array.of(1, -1, 1) },
  files: [],
};

describe('imageSet', () => {
  it('gives what is consistent, an empty set too', () => {
    expect(imageSet(good)).toBe(good);
    const { labels: _labels, labelNames: _names, attributes: _attributes, ...bare } = good;
    expect(imageSet({ ...bare, count: 0, pixels: new Uint8Array(0) }).count).toBe(0);
  });

  it.each<[string, Partial<ImageSet>, string]>([
    ['a byte missing', { pixels: new Uint8Array(17) }, '17 bytes are not 3 pictures of 1 x 2 x 3'],
    ['no height', { height: 0 }, 'height must be a positive whole number, not 0'],
    ['half a width', { width: 1.5 }, 'width must be'],
    ['four channels', { channels: 4 as 3 }, 'channels must be 1 or 3, not 4'],
    ['a negative count', { count: -3 }, 'are not -3 pictures'],
    ['too few labels', { labels: Uint8Array.of(0) }, '1 labels for 3 pictures'],
    ['a label without a name', { labels: Uint8Array.of(0, 2, 0) }, 'label 2 of picture 1 is not one of 2'],
    ['too many attributes', { attributes: { names: ['x', 'y'], values: Int8Array.of(1) } }, '1 attribute values'],
    ['an attribute of 0', { attributes: { names: ['x'], values: Int8Array.of(1, 0, 1) } }, 'value 0 at 1 is neither'],
  ])('refuses %s', (_, wrong, message) => {
    expect(() => imageSet({ ...good, ...wrong })).toThrow(RangeError);
    expect(() => imageSet({ ...good, ...wrong })).toThrow(message);
    expect(() => imageSet({ ...good, ...wrong })).toThrow('three: ');
  });
});

it('counts the values of a picture', () => {
  expect(valuesPerPicture({ height: 28, width: 28, channels: 1 })).toBe(784);
  expect(valuesPerPicture({ height: 2, width: 5, channels: 3 })).toBe(30);
});
