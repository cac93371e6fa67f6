import fc from 'fast-check';
import { duration, progressLine, shortNumber } from './line';

const state = { done: 3, before: 0, total: 12, unit: 'fits', elapsed: 6000 };

describe('progressLine', () => {
  it('says share, count, time, rate, time left, what is in hand and the figures', () => {
    expect(progressLine({ ...state, label: 'bcl, seed 3', figures: { KL: 0.0427 } }, undefined)).toBe(
      ' 25 %  3/12 fits · 0:06 · 30 fits/min, 0:18 left · bcl, seed 3 · KL 0.0427',
    );
  });

  it('leaves work done before out of the rate', () => {
    expect(progressLine({ ...state, before: 2 }, undefined)).toContain('10 fits/min, 0:54 left');
  });

  it('says no rate before there is one, nor after the end', () => {
    expect(progressLine({ ...state, elapsed: 10 }, undefined)).toBe(' 25 %  3/12 fits');
    expect(progressLine({ ...state, done: 12 }, undefined)).toBe('100 %  12/12 fits · 0:06');
    expect(progressLine({ ...state, done: 0, total: 0 }, undefined)).toBe('100 %  0/0 fits · 0:06');
  });

  it.each([
    [0, '▕                    ▏'],
    [3, '▕█████               ▏'],
    [3.1, '▕█████▏              ▏'],
    [12, '▕████████████████████▏'],
    [99, '▕████████████████████▏'],
  ])('draws %d of 12 as a bar', (done, bar) => {
    expect(progressLine({ ...state, done }, 200)).toContain(`${bar} `);
  });

  it('never fills the last column of a terminal', () => {
    const label = 'a method with a long name, seed 123';
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 120 }), (width) => {
        expect([...progressLine({ ...state, label }, width)].length).toBeLessThan(width);
      }),
    );
  });
});

describe('duration and shortNumber', () => {
  it.each([
    [400, '0:00'],
    [59_600, '1:00'],
    [3_599_000, '59:59'],
    [3_661_000, '1:01:01'],
  ])('write %d ms as %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));

  it.each([
    [0, '0'],
    [0.042689, '0.04269'],
    [-3.5, '-3.5'],
    [123456, '123500'],
    [1.5e9, '1.5e+9'],
    [2e-7, '2e-7'],
    [NaN, '–'],
  ])('write %d as %s', (value, text) => expect(shortNumber(value)).toBe(text));
});
