import { gzipSync } from 'node:zlib';
import { orThrow } from '@bcl/errors';
import { readIdx } from './idx';
import { readIdxImages } from './idx-images';

const bytesOf = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const images = bytesOf(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 255);
const labels = bytesOf(0, 0, 8, 1, 0, 0, 0, 3, 9, 4, 9);

describe('readIdx', () => {
  it.each([
    ['uint8', 0x08, [200], Uint8Array.of(200)],
    ['int8', 0x09, [200], Int8Array.of(-56)],
    ['int16', 0x0b, [0xff, 0xfe], Int16Array.of(-2)],
    ['int32', 0x0c, [0, 1, 0, 0], Int32Array.of(65536)],
    ['float32', 0x0d, [0x3f, 0xc0, 0, 0], Float32Array.of(1.5)],
    ['float64', 0x0e, [0x40, 0x04, 0, 0, 0, 0, 0, 0], Float64Array.of(2.5)],
  ])('reads %s, big-endian', (_, type, value, data) => {
    const array = orThrow(readIdx(bytesOf(0, 0, type, 1, 0, 0, 0, 1, ...value)));
    expect(array.dimensions).toEqual([1]);
    expect(array.data).toEqual(data);
  });

  it('reads gzip, and does not copy plain bytes', () => {
    expect(orThrow(readIdx(gzipSync(images))).data).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 255));
    expect(orThrow(readIdx(images)).data.buffer).toBe(images.buffer);
  });

  it('reads a part of a larger buffer', () => {
    const larger = bytesOf(99, 99, ...images);
    expect(orThrow(readIdx(larger.subarray(2))).data).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 255));
  });

  it.each([
    ['another start', bytesOf(1, 0, 8, 1, 0, 0, 0, 0), 'UnknownFormat', 'offset 0'],
    ['three bytes', bytesOf(0, 0, 8), 'UnknownFormat', 'offset 0'],
    ['another type', bytesOf(0, 0, 7, 1, 0, 0, 0, 0), 'DamagedFile', 'Element type 7'],
    ['no dimensions', bytesOf(0, 0, 8, 0), 'DamagedFile', 'header of 0 dimensions'],
    ['a header cut short', images.subarray(0, 10), 'DamagedFile', 'offset 10'],
    ['values cut short', images.subarray(0, 20), 'DamagedFile', '3 x 1 x 2 values of 1 bytes, but 4'],
    ['bytes too many', bytesOf(...images, 7), 'DamagedFile', 'bytes too many'],
    ['2^31 rows', bytesOf(0, 0, 14, 2, 128, 0, 0, 0, 255, 255, 255, 255), 'DamagedFile', '2147483648 x 4294967295'],
  ])('refuses %s', (_, input, tag, message) => {
    expect(readIdx(input, { name: 'x-idx' })).toMatchObject({
      left: { _tag: tag, message: expect.stringMatching(`x-idx.*`) as string },
    });
    expect(readIdx(input)).toMatchObject({ left: { message: expect.stringContaining(message) as string } });
  });
});

describe('readIdxImages', () => {
  it('makes one row of each image and names its pixels', () => {
    const set = orThrow(readIdxImages(images, { labels, name: 'digits' }));
    expect(set.features).toEqual({ rows: 3, columns: 2, data: Float64Array.of(1, 2, 3, 4, 5, 255) });
    expect(set.featureNames).toEqual(['pixel 0,0', 'pixel 0,1']);
    expect([...(set.labels ?? [])]).toEqual([1, 0, 1]);
    expect(set.classNames).toEqual(['4', '9']);
    expect(set.provenance.files.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['digits', images.length],
      ['labels', labels.length],
    ]);
  });

  it('numbers classes alike whatever part is read', () => {
    const set = orThrow(readIdxImages(images, { labels, rows: 1 }));
    expect([set.features.rows, set.labels?.[0], set.classNames]).toEqual([1, 1, ['4', '9']]);
    expect(orThrow(readIdxImages(images, { rows: 99 })).features.rows).toBe(3);
  });

  it.each([
    ['labels in the place of images', labels, {}, 'UnsupportedFile', 'one dimension'],
    ['no images', bytesOf(0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 4), {}, 'UnsupportedFile', 'a dimension is 0'],
    ['labels of another part', images, { labels: labels.slice(0, 9) }, 'DamagedFile', 'labels'],
    ['images in the place of labels', images, { labels: images }, 'BadLabel', '3 x 1 x 2 labels for 3 images'],
    ['more than the limit', images, { maxBytes: 40 }, 'TooLarge', 'would take 48 bytes'],
    ['infinity', bytesOf(0, 0, 13, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0x7f, 0x80, 0, 0), {}, 'BadCell', 'row 0, column 0'],
  ])('refuses %s', (_, input, options, tag, message) => {
    expect(readIdxImages(input, options)).toMatchObject({
      left: { _tag: tag, message: expect.stringContaining(message) as string },
    });
  });

  it('refuses a number of rows that is none', () => {
    expect(() => readIdxImages(images, { rows: 0 })).toThrow(RangeError);
  });
});
