import { fold, key } from '@bcl/random';
import { fastNormal } from './noise';

const draws = fastNormal(key(1), 200_000);
const mean = (of: (value: number) => number): number => draws.reduce((sum, value) => sum + of(value), 0) / draws.length;

describe('fastNormal', () => {
  it('has the moments of a standard normal distribution, within 5 standard errors', () => {
    const error = 5 / Math.sqrt(draws.length);
    expect(Math.abs(mean((x) => x))).toBeLessThan(error);
    expect(Math.abs(mean((x) => x * x) - 1)).toBeLessThan(error * Math.sqrt(2));
    expect(Math.abs(mean((x) => x ** 3))).toBeLessThan(error * Math.sqrt(15));
    expect(Math.abs(mean((x) => x ** 4) - 3)).toBeLessThan(error * Math.sqrt(96));
  });

  it('has the tails of one', () => {
    expect(Math.abs(mean((x) => (Math.abs(x) > 3 ? 1 : 0)) - 0.0027)).toBeLessThan(0.0006);
    expect(draws.every((x) => Math.abs(x) < 6)).toBe(true);
  });

  it('draws neighbours, and the halves of a pair, independently', () => {
    const lagged = (lag: number) => draws.reduce((sum, x, at) => sum + x * (draws[at + lag] ?? 0), 0) / draws.length;
    for (const lag of [1, 2, 3]) expect(Math.abs(lagged(lag))).toBeLessThan(5 / Math.sqrt(draws.length));
    const squares = draws.reduce((sum, x, at) => sum + (x * x - 1) * ((draws[at + 1] ?? 1) ** 2 - 1), 0) / draws.length;
    expect(Math.abs(squares)).toBeLessThan((5 * 2) / Math.sqrt(draws.length));
  });

  it('depends on the key alone', () => {
    expect(fastNormal(key(1), 5)).toEqual(draws.subarray(0, 5));
    expect(fastNormal(fold(key(1), 1), 5)).not.toEqual(draws.subarray(0, 5));
    expect(fastNormal(key(1), 0)).toHaveLength(0);
  });
});
