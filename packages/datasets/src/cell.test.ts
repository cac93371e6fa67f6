import fc from 'fast-check';
import { isMissing, parseCell, shown, whyNoNumber } from './cell';

describe('parseCell', () => {
  it('reads every finite double as JavaScript writes it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseCell(` ${value}\t`)).toBe(Number(String(value)));
      }),
    );
  });

  it.each([
    ['+.5', 0.5],
    ['5.', 5],
    ['-1E-2', -0.01],
    ['007', 7],
  ])('reads %j as %d', (text, value) => {
    expect(parseCell(text)).toBe(value);
  });

  it.each(['', '  ', 'NA', 'n/a', 'NaN', 'nan', '?', 'null', 'NULL'])('takes %j as missing', (text) => {
    expect(parseCell(text)).toBeNaN();
    expect(isMissing(text)).toBe(true);
  });

  it('takes more texts as missing when told to, also numbers that stand for nothing', () => {
    expect(parseCell('n.d.')).toBe('text');
    expect(parseCell('n.d.', ['n.d.'])).toBeNaN();
    expect(parseCell('-999', ['-999'])).toBeNaN();
  });

  it.each(['0x10', '1,5', '1_000', '1e', 'e5', '.', '+', '1 2', '--1', 'five', '１'])('takes %j as text', (text) => {
    expect(parseCell(text)).toBe('text');
  });

  it.each(['inf', '-Infinity', '1e999', '-1e400'])('takes %j as infinite', (text) => {
    expect(parseCell(text)).toBe('infinite');
  });
});

describe('messages', () => {
  it('shows long cells in short', () => {
    expect(shown('a\nb')).toBe('"a\\nb"');
    expect(shown('x'.repeat(1000)).length).toBeLessThan(50);
  });

  it('recognises a decimal comma', () => {
    expect(whyNoNumber('3,14', 'text').why).toContain('decimal comma');
    expect(whyNoNumber('pi', 'text').why).toContain('must be numbers');
    expect(whyNoNumber('inf', 'infinite').hint).toContain('NA');
  });
});
