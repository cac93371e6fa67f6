import { orThrow } from '@bcl/errors';
import { readElement, within } from './element';
import type { Block } from './element';
import { decodeNumbers } from './numbers';

function block(values: readonly number[], littleEndian = true): Block {
  return { view: new DataView(Uint8Array.from(values).buffer), littleEndian, label: 'x', base: 100, maxBytes: 1000 };
}

describe('readElement', () => {
  it('reads a long tag and skips the padding', () => {
    const { type, body, next } = orThrow(readElement(block([2, 0, 0, 0, 3, 0, 0, 0, 7, 8, 9, 0, 0, 0, 0, 0]), 0));
    expect([type, body.view.byteLength, body.view.getUint8(2), body.base, next]).toEqual([2, 3, 9, 108, 16]);
  });

  it('does not pad compressed elements', () => {
    const values = [15, 0, 0, 0, 3, 0, 0, 0, 7, 8, 9, 1, 1, 1, 1, 1];
    expect(orThrow(readElement(block(values), 0)).next).toBe(11);
  });

  it('reads a short tag in either byte order', () => {
    expect(orThrow(readElement(block([1, 0, 2, 0, 65, 66, 0, 0]), 0))).toMatchObject({ type: 1, next: 8 });
    const big = orThrow(readElement(block([0, 2, 0, 1, 65, 66, 0, 0], false), 0));
    expect([big.type, big.body.view.byteLength, big.body.view.getUint8(1)]).toEqual([1, 2, 66]);
  });

  it('forgives padding that is missing at the end', () => {
    expect(orThrow(readElement(block([2, 0, 0, 0, 1, 0, 0, 0, 7]), 0)).next).toBe(9);
  });

  it('names the place of a size that cannot be', () => {
    const result = readElement(block([0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 255, 255, 255, 255]), 8);
    expect(result).toMatchObject({ left: { message: expect.stringContaining('x, offset 108') as string } });
    expect(result).toMatchObject({ left: { message: expect.stringContaining('4294967295 bytes, but 0') as string } });
  });
});

describe('decodeNumbers', () => {
  it.each([
    [1, [255], [-1]],
    [2, [255], [255]],
    [3, [254, 255], [-2]],
    [4, [254, 255], [65534]],
    [5, [255, 255, 255, 255], [-1]],
    [6, [255, 255, 255, 255], [4294967295]],
    [7, [0, 0, 192, 63], [1.5]],
    [9, [0, 0, 0, 0, 0, 0, 4, 64], [2.5]],
    [12, [255, 255, 255, 255, 255, 255, 255, 255], [-1]],
    [13, [0, 1, 0, 0, 0, 0, 0, 0], [256]],
  ])('type %d', (type, values, expected) => {
    expect([...(decodeNumbers(type, block(values)) ?? [])]).toEqual(expected);
  });

  it('knows neither other types nor parts of numbers', () => {
    expect(decodeNumbers(14, block([1]))).toBeUndefined();
    expect(decodeNumbers(9, block([1, 2, 3]))).toBeUndefined();
    expect(decodeNumbers(5, within(block([1, 0, 0, 0, 2]), 0, 4))).toEqual(Float64Array.of(1));
  });
});
