import { gzipSync } from 'node:zlib';
import { orThrow } from '@bcl/errors';
import { openSource, sha256 } from './source';
import { decodeText } from './text';

const abc = new TextEncoder().encode('abc');
// FIPS 180-2, appendix B.1.
const abcHash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('openSource', () => {
  it('names and hashes what it was given', () => {
    expect(sha256(abc)).toBe(abcHash);
    expect(orThrow(openSource('abc', { name: 'a.csv', source: 'here' }))).toEqual({
      name: 'a.csv',
      content: abc,
      provenance: { name: 'a.csv', source: 'here', files: [{ name: 'a.csv', bytes: 3, sha256: abcHash }] },
      maxBytes: 2 ** 31,
    });
  });

  it('decompresses gzip, and hashes the compressed bytes', () => {
    const packed = gzipSync(abc);
    const source = orThrow(openSource(packed, {}));
    expect(Buffer.from(source.content).toString()).toBe('abc');
    expect(source.provenance.files[0]).toEqual({ name: 'data', bytes: packed.length, sha256: sha256(packed) });
  });

  it.each([
    ['nothing', new Uint8Array(0), 'EmptyInput'],
    ['gzip of nothing', gzipSync(''), 'EmptyInput'],
    ['a bomb', gzipSync(new Uint8Array(1_000_000)), 'TooLarge'],
    ['too much', new Uint8Array(100_001), 'TooLarge'],
    ['gzip that ends early', gzipSync('hello hello').subarray(0, 20), 'DamagedFile'],
    [
      'gzip with another checksum',
      gzipSync(abc).map((byte, index, all) => (index === all.length - 8 ? byte ^ 1 : byte)),
      'DamagedFile',
    ],
  ])('refuses %s', (_, input, tag) => {
    const result = openSource(input, { name: 'x.gz', maxBytes: 100_000 });
    expect(result).toMatchObject({ left: { _tag: tag, message: expect.stringContaining('x.gz') as string } });
  });

  it('refuses a limit that is none', () => {
    expect(() => openSource('a', { maxBytes: 0 })).toThrow(RangeError);
  });
});

describe('decodeText', () => {
  it('reads UTF-8 without its byte order mark', () => {
    expect(orThrow(decodeText(new TextEncoder().encode('\ufeffä,1'), 'x'))).toBe('ä,1');
  });

  it.each([
    ['Latin-1', Uint8Array.of(0x61, 0xe4, 0x62), 'another encoding'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0), 'offset 3'],
    ['a zero byte', Uint8Array.of(0x61, 0), 'x, offset 1'],
  ])('refuses %s', (_, bytes, message) => {
    expect(decodeText(bytes, 'x')).toMatchObject({
      left: { _tag: 'DamagedFile', message: expect.stringContaining(message) as string },
    });
  });
});
