import { key } from '@bcl/random';
import { cornerStart } from './corner-start';

describe('cornerStart', () => {
  it("is the paper's start when nothing is said", () => {
    const { components, dimension, means, covariances, weights } = cornerStart(key(1));
    expect([components, dimension]).toEqual([25, 2]);
    expect(weights.every((weight) => weight === 1 / 25)).toBe(true);
    expect(Array.from(covariances.slice(4, 8))).toEqual([1, 0, 0, 1]);
    const offsets = means.map((value) => (value + 5) / 0.1);
    const variance = offsets.reduce((sum, value) => sum + value * value, 0) / offsets.length;
    expect(variance).toBeGreaterThan(0.5);
    expect(variance).toBeLessThan(1.6);
  });

  it('can be elsewhere', () => {
    const start = cornerStart(key(1), { components: 2, dimension: 1, center: 3, jitter: 0, scale: 2 });
    expect(Array.from(start.means)).toEqual([3, 3]);
    expect(Array.from(start.covariances)).toEqual([4, 4]);
  });

  it.each([
    [{ components: 0 }, 'components is 0'],
    [{ dimension: 1.5 }, 'dimension is 1.5'],
    [{ center: NaN }, 'center is NaN'],
    [{ jitter: -1 }, 'jitter is -1'],
    [{ scale: 0 }, 'scale is 0'],
  ])('refuses %j', (options, message) => expect(() => cornerStart(key(1), options)).toThrow(message));
});
