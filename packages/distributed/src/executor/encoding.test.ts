import fc from 'fast-check';
import { decode, encode, type Json } from './encoding';

const overTheWire = (value: unknown): unknown => decode(JSON.parse(JSON.stringify(encode(value))) as Json);

describe('encode and decode', () => {
  it('carry any float64 array to the bit, also a view into another', () => {
    fc.assert(
      fc.property(fc.float64Array({ maxLength: 20 }), fc.nat(5), (array, from) => {
        const view = array.subarray(Math.min(from, array.length));
        const back = overTheWire(view) as Float64Array;
        expect(back).toBeInstanceOf(Float64Array);
        expect(Buffer.from(back.buffer)).toEqual(Buffer.from(view.buffer, view.byteOffset, view.byteLength));
      }),
    );
  });

  it('carry float32, int32 and byte arrays', () => {
    const value = { a: Float32Array.of(0.1, NaN), b: Int32Array.of(-1, 2 ** 31 - 1), c: Uint8Array.of(0, 255) };
    expect(overTheWire(value)).toEqual(value);
  });

  it('carry every number, and nested plain data', () => {
    const value = { text: 'a', list: [1, null, true, { deep: [0.1] }], odd: [NaN, Infinity, -Infinity, -0] };
    expect(overTheWire(value)).toEqual(value);
    fc.assert(fc.property(fc.double(), (number) => Object.is(overTheWire(number), number)));
  });

  it('leave out what is undefined, as JSON does', () => {
    expect(encode({ a: undefined, b: 1 })).toEqual({ b: 1 });
  });

  it('refuse what is no plain data, and reserved keys', () => {
    expect(() => encode({ f: () => 1 })).toThrow('a function is no plain data');
    expect(() => encode(new Map())).toThrow('a Map is no plain data');
    expect(() => encode(BigInt64Array.of(1n))).toThrow('a BigInt64Array is no plain data');
    expect(() => encode({ $typed: 'x' })).toThrow('taken by the encoding');
  });

  it('refuse a damaged array', () => {
    expect(() => decode({ $typed: 'Float64Array', base64: 'AAAA' })).toThrow('3 bytes');
    expect(() => decode({ $typed: 'Date', base64: 'AAAA' })).toThrow('not an encoded array');
  });
});
