import { gzipSync } from 'node:zlib';
import { unpack } from './unpack';

const content = Uint8Array.from({ length: 1000 }, (_, i) => (i * i) % 251);

describe('unpack', () => {
  it('decompresses gzip and leaves the rest alone', () => {
    expect(Array.from(unpack(gzipSync(content), 'x', 1000))).toEqual(Array.from(content));
    expect(unpack(content, 'x', 1)).toBe(content);
    expect(unpack(Uint8Array.of(0x1f), 'x', 1)).toHaveLength(1);
  });

  it('stops at the limit, at a cut and at a changed byte', () => {
    expect(() => unpack(gzipSync(new Uint8Array(1e6)), 'bomb.gz', 1000)).toThrow(
      'holds more than 1000 bytes (bomb.gz)',
    );
    expect(() => unpack(gzipSync(content).subarray(0, 200), 'x.gz', 1e6)).toThrow('it was cut short or changed');
    const changed = gzipSync(content);
    changed[changed.length - 6] ^= 1;
    expect(() => unpack(changed, 'x.gz', 1e6)).toThrow('cannot be decompressed (x.gz)');
  });
});
