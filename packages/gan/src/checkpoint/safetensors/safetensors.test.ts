import { orThrow } from '@bcl/errors';
import fc from 'fast-check';
import { readSafetensors } from './read';
import { dataTypeOrder, sizeOf, type SafeTensor } from './tensor';
import { writeSafetensors } from './write';

const where = 'x.safetensors';
const read = (bytes: Uint8Array) => orThrow(readSafetensors(bytes, { where }));

/** A tensor with these bits: every number there is, every NaN too. */
function tensorOf(type: SafeTensor['type'], shape: number[], bits: Uint8Array): SafeTensor {
  const { buffer } = bits.slice();
  switch (type) {
    case 'F32':
      return { type, shape, data: new Float32Array(buffer) };
    case 'F16':
      return { type, shape, data: new Uint16Array(buffer) };
    case 'I64':
      return { type, shape, data: new BigInt64Array(buffer) };
    case 'I32':
      return { type, shape, data: new Int32Array(buffer) };
    case 'U8':
      return { type, shape, data: new Uint8Array(buffer) };
  }
}

const widths = { I64: 8, F32: 4, I32: 4, F16: 2, U8: 1 };
const tensors = fc
  .record({
    type: fc.constantFrom(...dataTypeOrder),
    shape: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }),
  })
  .chain(({ type, shape }) => {
    const length = sizeOf(shape) * widths[type];
    return fc
      .uint8Array({ minLength: length, maxLength: length })
      .map((bits) => ({ tensor: tensorOf(type, shape, bits), bits }));
  });
const names = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('__proto__', '0', '10', '2', 'constructor', '"', '\\', '\u0000'),
);
const files = fc.record({
  tensors: fc.dictionary(names, tensors, { maxKeys: 6 }).map((all) => new Map(Object.entries(all))),
  metadata: fc.array(fc.tuple(names, fc.string({ unit: 'grapheme' }))).map((all) => new Map(all)),
});
const write = (file: { tensors: Map<string, { tensor: SafeTensor }>; metadata: Map<string, string> }): Uint8Array =>
  writeSafetensors(new Map([...file.tensors].map(([name, { tensor }]) => [name, tensor])), file.metadata);
const bitsOf = ({ data }: SafeTensor): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

describe('writeSafetensors and readSafetensors', () => {
  it('give back names, types, shapes, metadata and every bit, from any place in memory', () => {
    fc.assert(
      fc.property(files, fc.nat({ max: 9 }), (file, offset) => {
        const bytes = write(file);
        const elsewhere = new Uint8Array(bytes.length + 20).fill(0xaa);
        elsewhere.set(bytes, offset);
        const found = read(elsewhere.subarray(offset, offset + bytes.length));
        expect(found.metadata).toEqual(file.metadata);
        expect([...found.tensors.keys()].sort()).toEqual([...file.tensors.keys()].sort());
        for (const [name, { tensor, bits }] of file.tensors) {
          const back = found.tensors.get(name);
          expect(back).toMatchObject({ type: tensor.type, shape: tensor.shape });
          expect(back?.data.constructor).toBe(tensor.data.constructor);
          expect(back === undefined ? undefined : bitsOf(back)).toEqual(bits);
        }
      }),
    );
  });

  it('write the same bytes in whatever order tensors and metadata come, tensors at a multiple of 8', () => {
    fc.assert(
      fc.property(files, (file) => {
        const bytes = write(file);
        const turned = {
          tensors: new Map([...file.tensors].reverse()),
          metadata: new Map([...file.metadata].reverse()),
        };
        expect(write(turned)).toEqual(bytes);
        expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0);
      }),
    );
  });

  it('read copies: the file may change afterwards', () => {
    const bytes = writeSafetensors(new Map([['x', { type: 'U8', shape: [1], data: Uint8Array.of(7) }]]));
    const { tensors: found } = read(bytes);
    bytes.fill(0);
    expect(found.get('x')?.data).toEqual(Uint8Array.of(7));
  });

  it('refuse to write what no file can hold', () => {
    const one = (name: string, shape: number[], length: number) => () =>
      writeSafetensors(new Map([[name, { type: 'U8', shape, data: new Uint8Array(length) }]]));
    expect(one('x', [2], 3)).toThrow("the tensor 'x' has the shape [2] and 3 elements");
    expect(one('x', [-1, -3], 3)).toThrow(RangeError);
    expect(one('x', [1.5, 2], 3)).toThrow(RangeError);
    expect(one('__metadata__', [1], 1)).toThrow('another use');
    expect(one('\ud800', [1], 1)).toThrow('half a character');
    expect(() => writeSafetensors(new Map(), new Map([['x', '\udc00']]))).toThrow('half a character');
  });
});
