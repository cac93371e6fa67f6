import fc from 'fast-check';
import { ellipse } from './ellipse';
import { axisOf, paddedExtent, quantile, thinned } from './numbers';
import { escapeXml, symbolPath, textWidth, wrap } from './svg';
import { style } from './style';

describe('ellipse', () => {
  it('lies at its radius in the Mahalanobis distance, for every covariance', () => {
    // A covariance by its Cholesky factor, with a diagonal that keeps it well conditioned.
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    const diagonal = fc.double({ min: 0.05, max: 3, noNaN: true });
    fc.assert(
      fc.property(diagonal, number, diagonal, fc.constantFrom(1, 2), (l11, l21, l22, radius) => {
        const [a, b, d] = [l11 * l11, l11 * l21, l21 * l21 + l22 * l22];
        for (const [x, y] of ellipse([5, -7], [a, b, b, d], radius)) {
          const u = (x - 5) / l11;
          const v = (y + 7 - l21 * u) / l22;
          expect(Math.abs(Math.hypot(u, v) / radius - 1)).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('is a line for a degenerate covariance and refuses an indefinite one', () => {
    for (const [x, y] of ellipse([0, 0], [1, 1, 1, 1], 1)) expect(Math.abs(x - y)).toBeLessThan(1e-7);
    expect(() => ellipse([0, 0], [1, 2, 2, 1], 1)).toThrow(RangeError);
  });
});

describe('quantile', () => {
  it('interpolates as type 7 does', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile([1, 2, 3, 4], p))).toEqual([1, 1.75, 2.5, 3.25, 4]);
    expect(quantile([7], 0.3)).toBe(7);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});

describe('thinned', () => {
  it('keeps all of few and at most so many of many, evenly', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 1000 }), (n, most) => {
        const kept = thinned(n, most);
        expect(kept.length).toBeLessThanOrEqual(most);
        if (n <= most) expect(kept).toEqual(Array.from({ length: n }, (_, i) => i));
        expect(kept.every((index) => index < n)).toBe(true);
      }),
    );
  });
});

describe('axisOf', () => {
  it('covers all values with room around them', () => {
    expect(axisOf([2, 4], 'linear').domain).toEqual([1.9, 4.1]);
    expect(paddedExtent([3, 3])).toEqual([2.5, 3.5]);
    expect(paddedExtent([])).toEqual([0, 1]);
    const [low, high] = axisOf([0.01, 1], 'log').domain;
    expect(low).toBeLessThan(0.01);
    expect(high).toBeGreaterThan(1);
  });

  it.each([
    [
      [0.03, 0.5],
      [0.05, 0.1, 0.2, 0.5],
    ],
    [
      [1, 3],
      [1, 1.5, 2, 3],
    ],
    [
      [1e-4, 1e4],
      [1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1000, 1e4],
    ],
  ])('puts the ticks of a log axis from %j at round numbers', (values, ticks) => {
    expect(axisOf(values, 'log').ticks).toEqual(ticks);
  });
});

describe('svg', () => {
  it('escapes markup and characters that XML cannot hold', () => {
    expect(escapeXml('<a b="\u0001">&')).toBe('&#60;a b=&#34;�&#34;&#62;&#38;');
  });

  it('breaks lines at blanks so that they fit', () => {
    const text = 'one two three four five six seven';
    const lines = wrap(text, 12, 80);
    expect(lines.join(' ')).toBe(text);
    for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(80);
    expect(wrap('', 12, 80)).toEqual([]);
  });

  it('has a different closed outline for every symbol', () => {
    const paths = style.symbols.map((name) => symbolPath(name, 5));
    expect(new Set(paths).size).toBe(style.symbols.length);
    for (const path of paths) expect(path).toMatch(/^M[-\d.,LAZ]+Z$/);
  });
});
