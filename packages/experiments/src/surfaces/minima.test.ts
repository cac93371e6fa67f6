import { reverseKL, sumOf } from './divergence';
import { jointMatching, rotatedConditionals, rotatedMarginals } from './matching';
import { findMinima, refine, type Minimum } from './minima';
import { surfaceGrid, surfaceOf } from './surface';

const variance = 0.1;
const grid = surfaceGrid(25);
const marginal = (angle: number) => reverseKL({ name: '', angle }, variance);
const surfaces = new Map([0, 15, 30, 45, 60, 75, 90].map((angle) => [angle, surfaceOf(marginal(angle), grid)]));
const surfaceAt = (angle: number): Float64Array => surfaces.get(angle) ?? surfaceOf(marginal(angle), grid);
const minimaOf = (angle: number): Minimum[] => findMinima(marginal(angle), surfaceAt(angle), grid);
const spurious = (minima: readonly Minimum[]) => minima.filter(({ kind }) => kind === 'spurious');
const near = (minima: readonly Minimum[], mu1: number, mu2: number) =>
  minima.find((minimum) => Math.hypot(minimum.mu1 - mu1, minimum.mu2 - mu2) < 0.05);

describe('surfaceOf', () => {
  it('has a row for each μ2 and in it a value for each μ1, and is symmetric', () => {
    const three = surfaceGrid(3);
    expect(Array.from(three)).toEqual([-2, 0, 2]);
    const loss = (a: number, b: number) => a + b;
    expect(Array.from(surfaceOf(loss, three))).toEqual([-4, -2, 0, -2, 0, 2, 0, 2, 4]);
    expect(() => surfaceGrid(2)).toThrow('a grid of 2 values has no inner point');
  });
});

describe('findMinima, on the surfaces of the paper at σ² = 0.1', () => {
  it.each([0, 15])('has spurious minima near (-0.95, -1.05) and (1.05, 0.95), of 0.69 nats, at %d degrees', (angle) => {
    const found = spurious(minimaOf(angle));
    expect(found).toHaveLength(2);
    for (const minimum of [near(found, -0.95, -1.05), near(found, 1.05, 0.95)]) {
      expect(minimum?.value).toBeCloseTo(0.69, 2);
    }
  });

  it('has them near (-0.85, -1.10) and (1.10, 0.85), of 0.683 nats, at 30 degrees', () => {
    const found = spurious(minimaOf(30));
    expect(found).toHaveLength(2);
    for (const minimum of [near(found, -0.85, -1.1), near(found, 1.1, 0.85)]) {
      expect(Math.abs((minimum?.value ?? NaN) - 0.683)).toBeLessThan(0.001);
    }
  });

  it.each([45, 60, 75])('has none at %d degrees', (angle) => {
    expect(minimaOf(angle).map(({ kind }) => kind)).toEqual(['global']);
  });

  it('has nothing to find at 90 degrees, where the surface is zero', () => {
    expect(minimaOf(90)).toEqual([]);
  });

  it.each([0, 15, 30, 45, 60, 75])('has the global optimum at (1, -1) at %d degrees too', (angle) => {
    const [first] = minimaOf(angle);
    expect(first).toMatchObject({ kind: 'global' });
    expect([first.mu1, first.mu2]).toEqual([expect.closeTo(1, 6), expect.closeTo(-1, 6)]);
    expect(first.value).toBeCloseTo(0, 10);
  });

  it('keeps them in the sum over the 12 angles, near (-0.8, -1.1), and loses them in that of the conditionals', () => {
    const sum = sumOf(rotatedMarginals.map((matching) => reverseKL(matching, variance)));
    // 180° - α has the surface of α.
    const folded = [...surfaces].map(([angle, values]) => values.map((value) => (angle % 90 === 0 ? 1 : 2) * value));
    const values = folded.reduce((total, one) => total.map((value, cell) => value + one[cell]));
    const found = spurious(findMinima(sum, values, grid));
    expect(found).toHaveLength(2);
    expect(near(found, -0.8, -1.1)).toBeDefined();
    expect(near(found, 1.1, 0.8)).toBeDefined();
    const conditionals = sumOf(rotatedConditionals(variance).map((matching) => reverseKL(matching, variance)));
    for (const { mu1, mu2 } of found) expect(refine(conditionals, mu1, mu2).kind).toBe('global');
  }, 30_000);
});

describe('findMinima, on other surfaces', () => {
  it('lists the bottom of a level valley once', () => {
    const loss = reverseKL({ name: '', angle: 75, given: 2.13 }, variance);
    const found = findMinima(loss, surfaceOf(loss, grid), grid);
    expect(found.filter(({ kind }) => kind === 'level').length).toBeLessThan(4);
    expect(found.every(({ value }) => value < 1e-9)).toBe(true);
  });

  it('finds both spurious minima of narrow components, where they are all but level', () => {
    const loss = reverseKL(jointMatching, 0.02);
    const found = spurious(findMinima(loss, surfaceOf(loss, grid), grid));
    expect(found).toHaveLength(2);
    for (const { value } of found) expect(value).toBeCloseTo(Math.LN2, 4);
  });
});

describe('refine', () => {
  it('ends where the exact gradient is zero and the loss curves upwards', () => {
    const loss = reverseKL(jointMatching, variance);
    const gradient = new Float64Array(2);
    const { mu1, mu2, value, curvature } = refine(loss, -0.9, -1.2);
    expect(loss(mu1, mu2, gradient)).toBe(value);
    expect(Math.hypot(gradient[0], gradient[1])).toBeLessThan(1e-7);
    expect(curvature).toBeGreaterThan(0.1);
  });

  const bowl =
    (at1: number, at2: number, steep = 1) =>
    (mu1: number, mu2: number, gradient?: Float64Array): number => {
      gradient?.set([2 * (mu1 - at1), 2 * steep * (mu2 - at2)]);
      return (mu1 - at1) ** 2 + steep * (mu2 - at2) ** 2;
    };

  it('tells a border at which the loss still falls, and a level valley, from a minimum', () => {
    expect(refine(bowl(3, 0.5), 1, 0)).toMatchObject({ mu1: 2, mu2: expect.closeTo(0.5, 6) as number, kind: 'border' });
    expect(refine(bowl(0.5, 0, 1e-6), 1, 0.1)).toMatchObject({ kind: 'level' });
    const raised = (mu1: number, mu2: number, gradient?: Float64Array) => 1 + bowl(0.5, 0, 1e-6)(mu1, mu2, gradient);
    expect(refine(raised, 1, 0.1)).toMatchObject({ kind: 'spurious' });
    expect(refine(bowl(0.5, 0.1), 1, 0.3)).toMatchObject({
      kind: 'spurious',
      curvature: expect.closeTo(2, 3) as number,
    });
  });
});
