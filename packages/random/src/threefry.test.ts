import fc from 'fast-check';
import { threefry } from './threefry';

function block(k0: number, k1: number, c0: number, c1: number): number[] {
  const out = new Uint32Array(2);
  threefry(k0, k1, c0, c1, out, 0);
  return Array.from(out);
}

const word = fc.integer({ min: 0, max: 0xffffffff });

describe('threefry', () => {
  // The known answers that come with Random123, the authors' own implementation: threefry2x32, 20 rounds.
  it.each([
    [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
  ])('gives the published answer for key %p %p, counter %p %p', (k0, k1, c0, c1, first, second) => {
    expect(block(k0, k1, c0, c1)).toEqual([first, second]);
  });

  it('takes words whatever their sign', () => {
    fc.assert(
      fc.property(word, word, word, word, (k0, k1, c0, c1) => {
        expect(block(k0 | 0, k1 | 0, c0 | 0, c1 | 0)).toEqual(block(k0, k1, c0, c1));
      }),
    );
  });

  it('writes at the given place only', () => {
    const out = Uint32Array.of(1, 2, 3, 4, 5);
    threefry(0, 0, 0, 0, out, 2);
    expect(Array.from(out)).toEqual([1, 2, 0x6b200159, 0x99ba4efe, 5]);
  });

  it('changes half of the bits, on average, when one bit of key or counter changes', () => {
    let changed = 0;
    for (let bit = 0; bit < 128; bit++) {
      const input = Uint32Array.of(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3);
      const before = block(input[0], input[1], input[2], input[3]);
      input[bit >>> 5] ^= 1 << (bit & 31);
      const after = block(input[0], input[1], input[2], input[3]);
      before.forEach((value, i) => {
        changed += ((value ^ after[i]) >>> 0).toString(2).replace(/[^1]/g, '').length;
      });
    }
    // 128 × 64 fair bits give 4096 ± 45.
    expect(Math.abs(changed / (128 * 64) - 0.5)).toBeLessThan(0.03);
  });
});
