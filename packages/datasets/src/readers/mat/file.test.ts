import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { orThrow } from '@bcl/errors';
import { readMatVariables } from './file';
import golden from './mat.golden.json';
import { matFile } from './mat-file.fixture';

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const columnMajor = golden.doubles[0].flatMap((_, j) => golden.doubles.map((row) => row[j] ?? NaN));

function tagAndMessage(input: Uint8Array, maxBytes?: number): [string, string] {
  const result = readMatVariables(input, { name: 'x.mat', maxBytes });
  if (result._tag === 'Right') throw new Error('expected a problem');
  return [result.left._tag, result.left.message];
}

describe('files written by scipy', () => {
  it.each([
    ['plain', golden.plain],
    ['compressed', golden.compressed],
  ])('%s', (_, file) => {
    const { arrays, skipped } = orThrow(readMatVariables(bytes(file)));
    expect(skipped).toEqual([]);
    expect(arrays).toEqual([
      { name: 'DataSet', class: 'double', dimensions: [2, 3], data: Float64Array.from(columnMajor) },
    ]);
  });

  it('in every numeric class', () => {
    const { arrays } = orThrow(readMatVariables(bytes(golden.types)));
    expect(arrays.map((array) => array.class)).toEqual([
      ...['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64', 'single', 'double'],
    ]);
    for (const array of arrays) expect([...array.data]).toEqual([0, 3, 1, 100, 2, 127]);
  });

  it('with variables that are no full real numeric arrays, which are listed', () => {
    const { arrays, skipped } = orThrow(readMatVariables(bytes(golden.others)));
    expect(arrays.map(({ name, dimensions }) => [name, dimensions])).toEqual([
      ['volume', [2, 3, 4]],
      ['M', [1, 2]],
    ]);
    expect(skipped).toEqual([
      { name: 'text', kind: 'char' },
      { name: 'cell', kind: 'cell' },
      { name: 'structure', kind: 'struct' },
      { name: 'sparse', kind: 'sparse' },
      { name: 'complex', kind: 'complex double' },
    ]);
  });

  it('inside gzip', () => {
    const { arrays } = orThrow(readMatVariables(gzipSync(bytes(golden.plain))));
    expect(arrays).toHaveLength(1);
  });
});

describe('any matrix', () => {
  const rows = fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(fc.double(), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
    );

  it('comes back from either byte order, compressed or not', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), fc.boolean(), (matrix, compressed, littleEndian) => {
        const { arrays } = orThrow(readMatVariables(matFile(matrix, { compressed, littleEndian })));
        expect(arrays[0].dimensions).toEqual([matrix.length, matrix[0].length]);
        expect([...arrays[0].data]).toEqual(matrix[0].flatMap((_, j) => matrix.map((row) => row[j])));
      }),
    );
  });
});

describe('problems', () => {
  const file = matFile([
    [1, 2],
    [3, 4],
  ]);
  const changed = (offset: number, ...values: number[]): Uint8Array => {
    const copy = file.slice();
    copy.set(values, offset);
    return copy;
  };
  // Offsets: header 128, tag 8, flags 16, then the dimensions' tag (152) and values (160).
  it.each([
    ['nothing but a header', file.slice(0, 100), 'UnknownFormat', 'its header has 128 bytes and here are 100'],
    ['a foreign file', new Uint8Array(300), 'UnknownFormat', 'offset 126'],
    ['HDF5 by MATLAB', changed(0, ...Buffer.from('MATLAB 7.3')), 'UnsupportedFile', "save(…, '-v7')"],
    ['another version', changed(124, 0, 2), 'UnsupportedFile', 'version 0x200'],
    ['a cut in a matrix', file.slice(0, 200), 'DamagedFile', 'An element claims 88 bytes, but 64 are left'],
    ['a cut in a tag', file.slice(0, 132), 'DamagedFile', 'offset 128'],
    ['dimensions of 2^31 rows', changed(160, 0, 0, 0, 0x7f), 'TooLarge', 'claims 4261412864 values'],
    ['dimensions that do not fit', changed(160, 3), 'DamagedFile', 'claims 3 x 2 values and holds 4'],
    ['negative dimensions', changed(160, 255, 255, 255, 255), 'DamagedFile', '-1 x 2'],
    ['an unknown class', changed(144, 77), 'DamagedFile', 'unknown class 77'],
    ['a small element that is too large', changed(154, 9), 'DamagedFile', 'more than its 4'],
    ['something else than a variable', changed(128, 9), 'DamagedFile', 'element of type 9'],
  ])('%s', (_, input, tag, message) => {
    const [foundTag, found] = tagAndMessage(input);
    expect(found).toContain('x.mat');
    expect(found).toContain(message);
    expect(foundTag).toBe(tag);
  });

  it('a compressed variable that expands beyond the limit', () => {
    const zeros = matFile(
      Array.from({ length: 1000 }, () => [0, 0, 0, 0]),
      { compressed: true },
    );
    expect(zeros.length).toBeLessThan(1000);
    expect(tagAndMessage(zeros, 10_000)).toEqual(['TooLarge', expect.stringContaining('offset 128')]);
  });

  it('a compressed variable that is damaged', () => {
    const packed = matFile([[1, 2]], { compressed: true });
    packed.set([0xff, 0xff, 0xff], 140);
    expect(tagAndMessage(packed)).toEqual(['DamagedFile', expect.stringContaining('cannot be decompressed')]);
  });
});
