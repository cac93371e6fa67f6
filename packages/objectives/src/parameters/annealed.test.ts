import fc from 'fast-check';
import { annealedAt, clampedProgress } from './annealed';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('annealedAt', () => {
  it('is the number itself where it is a number', () => {
    fc.assert(fc.property(unit, (progress) => expect(annealedAt(0.3, progress)).toBe(0.3)));
  });

  it('goes evenly without a shape', () => {
    expect([0, 0.25, 0.5, 1].map((progress) => annealedAt({ from: 2, to: 4 }, progress))).toEqual([2, 2.5, 3, 4]);
  });

  it('goes along half a cosine wave', () => {
    const path = { from: 1, to: 0, shape: 'cosine' as const };
    expect(annealedAt(path, 0.5)).toBeCloseTo(0.5, 15);
    expect(annealedAt(path, 1 / 3)).toBeCloseTo(0.75, 14);
    // Flat at both ends.
    expect(1 - annealedAt(path, 1e-4)).toBeLessThan(1e-7);
    expect(annealedAt(path, 1 - 1e-4)).toBeLessThan(1e-7);
  });

  it('goes by a constant factor', () => {
    const path = { from: 8, to: 0.5, shape: 'geometric' as const };
    expect([0, 0.25, 0.5, 0.75, 1].map((progress) => annealedAt(path, progress))).toEqual([8, 4, 2, 1, 0.5]);
  });

  it('stays at its ends outside its part of the run', () => {
    const path = { from: 1, to: 0, during: [0.2, 0.6] as const };
    expect([0, 0.2, 0.4, 0.6, 1].map((progress) => annealedAt(path, progress))).toEqual([
      1,
      1,
      expect.closeTo(0.5, 14) as number,
      0,
      0,
    ]);
  });

  it('jumps where the part has no length', () => {
    const path = { from: 1, to: 0, during: [0.5, 0.5] as const };
    expect([0.49, 0.5, 0.51].map((progress) => annealedAt(path, progress))).toEqual([1, 0, 0]);
  });

  it('starts at from, ends at to, and stays between them, whatever its shape', () => {
    const ends = fc.double({ min: 0.1, max: 5, noNaN: true });
    const shapes = fc.constantFrom('linear' as const, 'cosine' as const, 'geometric' as const);
    fc.assert(
      fc.property(ends, ends, shapes, unit, (from, to, shape, progress) => {
        const path = { from, to, shape };
        expect(annealedAt(path, 0)).toBe(from);
        expect(annealedAt(path, 1)).toBe(to);
        expect(annealedAt(path, progress)).toBeGreaterThanOrEqual(Math.min(from, to) - 1e-12);
        expect(annealedAt(path, progress)).toBeLessThanOrEqual(Math.max(from, to) + 1e-12);
      }),
    );
  });

  it('holds the progress within the run, and refuses what is no number', () => {
    expect(annealedAt({ from: 2, to: 4 }, -1)).toBe(2);
    expect(annealedAt({ from: 2, to: 4 }, 7)).toBe(4);
    expect(() => annealedAt(1, NaN)).toThrow('The progress of a run is a number from 0 to 1, got NaN.');
    expect(clampedProgress(0.3)).toBe(0.3);
  });
});
