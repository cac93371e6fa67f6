import { gaussianNodes } from './gaussian-nodes';

describe('gaussianNodes', () => {
  it('has the moments of the standard normal and its characteristic function', () => {
    const { nodes, weights } = gaussianNodes(0.5, 8);
    const expectation = (f: (z: number) => number) => nodes.reduce((sum, z, i) => sum + weights[i] * f(z), 0);
    expect(expectation(() => 1)).toBeCloseTo(1, 14);
    expect(expectation((z) => z)).toBeCloseTo(0, 14);
    expect(expectation((z) => z ** 2)).toBeCloseTo(1, 12);
    expect(expectation((z) => z ** 4)).toBeCloseTo(3, 11);
    expect(expectation((z) => Math.cos(2 * z))).toBeCloseTo(Math.exp(-2), 12);
  });

  it('is symmetric and reaches as far as asked', () => {
    const { nodes } = gaussianNodes(0.3, 1);
    expect(nodes[0]).toBeLessThanOrEqual(-1);
    nodes.forEach((z, i) => expect(z + nodes[nodes.length - 1 - i]).toBe(0));
  });

  it.each([0, -0.1, 9, NaN])('refuses a spacing of %d', (spacing) => {
    expect(() => gaussianNodes(spacing, 8)).toThrow(RangeError);
  });
});
