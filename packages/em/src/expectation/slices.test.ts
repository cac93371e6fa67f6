import { sliceBounds } from './slices';

const input = (components: number, width: number, kind: 'full' | 'diagonal' = 'full') =>
  ({ kind, components, width }) as Parameters<typeof sliceBounds>[1];

describe('sliceBounds', () => {
  it('covers all rows once, in slices that begin at multiples of 64', () => {
    for (const rows of [1, 63, 1024, 2047, 2048, 7494, 100_000, 1_000_003]) {
      const bounds = sliceBounds(rows, input(3, 16));
      expect([bounds[0], bounds[bounds.length - 1]]).toEqual([0, rows]);
      bounds.slice(0, -1).forEach((bound, i) => {
        expect(bound % 64).toBe(0);
        expect(bounds[i + 1]).toBeGreaterThan(bound);
      });
    }
  });

  it('leaves few rows in one slice, and never makes more than sixteen', () => {
    expect(sliceBounds(2000, input(3, 16))).toEqual([0, 2000]);
    expect(sliceBounds(1e7, input(3, 16))).toHaveLength(17);
  });

  it('makes fewer slices where their sums are large', () => {
    expect(sliceBounds(70_000, input(10, 784)).length - 1).toBe(10);
    expect(sliceBounds(70_000, input(1000, 784))).toEqual([0, 70_000]);
    expect(sliceBounds(70_000, input(10, 784, 'diagonal'))).toHaveLength(17);
  });

  it('has no slice for no rows', () => {
    expect(sliceBounds(0, input(3, 16))).toEqual([0]);
  });
});
