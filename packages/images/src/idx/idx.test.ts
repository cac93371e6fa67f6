import { gzipSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { orThrow } from '@bcl/errors';
import { decodeIdx, encodeIdx, looksLikeIdx } from './idx';

const problemOf = (bytes: Uint8Array): string => {
  const result = decodeIdx(bytes, 'a.idx');
  return E.isLeft(result) ? `${result.left._tag}: ${result.left.message}` : 'none';
};

describe('encodeIdx', () => {
  it('is undone by decodeIdx, also compressed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }), (dimensions) => {
        const data = Uint8Array.from({ length: dimensions.reduce((a, b) => a * b, 1) }, (_, i) => (7 * i) % 256);
        const file = encodeIdx(dimensions, data);
        expect(orThrow(decodeIdx(file, 'x'))).toEqual({ dimensions, data });
        expect(orThrow(decodeIdx(gzipSync(file), 'x')).dimensions).toEqual(dimensions);
        expect(looksLikeIdx(file)).toBe(true);
      }),
    );
  });

  it.each([
    [[2, 2], 3],
    [[], 1],
    [[1.5], 1],
    [[-1], 1],
  ])('refuses dimensions %j for %d bytes', (dimensions, length) => {
    expect(() => encodeIdx(dimensions, new Uint8Array(length))).toThrow(RangeError);
  });
});

describe('decodeIdx', () => {
  const file = encodeIdx([2, 3], Uint8Array.of(1, 2, 3, 4, 5, 6));

  it('finds every cut and every byte too many', () => {
    for (let length = 0; length < file.length; length++) {
      expect(problemOf(file.subarray(0, length))).toMatch(/^(DamagedFile|UnsupportedFile): /);
    }
    expect(problemOf(Uint8Array.of(...file, 0))).toContain('the header claims 2 x 3 bytes'.replace('the', 'The'));
  });

  it('allocates nothing on the word of a header', () => {
    const huge = encodeIdx([1, 1, 1, 1], Uint8Array.of(0));
    huge.fill(0xff, 4, 20);
    expect(problemOf(huge)).toContain('DamagedFile');
  });

  it.each([
    [Uint8Array.of(1, 0, 8, 1, 0, 0, 0, 0), 'does not start as an IDX file'],
    [Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 0), 'Element type 13 is not read'],
    [Buffer.from('hello, world'), 'does not start as an IDX file'],
    [Uint8Array.of(0x1f, 0x8b, 8, 0), 'cannot be decompressed'],
  ])('says what is wrong with %j', (bytes, message) => {
    expect(problemOf(bytes)).toContain(message);
    expect(problemOf(bytes)).toContain('(a.idx');
  });
});
