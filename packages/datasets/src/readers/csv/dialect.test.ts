import * as E from 'fp-ts/lib/Either.js';
import { detectDelimiter, detectHeader } from './dialect';

describe('detectDelimiter', () => {
  it.each([
    ['a,b,c\n1,2,3', ','],
    ['a\tb\n1\t2\n', '\t'],
    ['a;b\n1,5;2,5\n', ';'],
    ['1|2|3\r\n4|5|6', '|'],
    ['5.1 3.5  1.4\n 4.9 3.0 1.4\n', ' '],
    ['name, with comma\tb\n1\t2\n3\t4', '\t'],
    ['"a;b;c",d\n"e",f', ','],
    ['a,b\n1,2\n3', ','],
    ['one\ntwo words\n', ','],
    ['7\n8\n', ','],
    ['', ','],
  ])('%j is separated by %j', (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });

  it('does not look at the end of a long text', () => {
    expect(detectDelimiter('1,2\n'.repeat(50_000) + 'a;b;c;d;e')).toBe(',');
  });
});

describe('detectHeader', () => {
  it.each([
    [['length', 'width'], ['1', '2'], true],
    [['length', 'kind'], ['1', 'oak'], true],
    [['', 'a'], ['0', '1'], true],
    [['length'], undefined, true],
    [['1', '2'], ['3', '4'], false],
    [['5.1', 'setosa'], ['4.9', 'setosa'], false],
    [['NA', '3'], ['1', '2'], false],
    [['1'], undefined, false],
    [['a', 'b'], ['NA', '2'], true],
    [['length', 'kind'], ['1,5', 'oak'], true],
  ])('%j above %j: %s', (first, second, header) => {
    expect(detectHeader(first, second, 'x.csv')).toEqual(E.right(header));
  });

  it.each([
    [
      ['0', '1', 'target'],
      ['5.1', '3.5', '2'],
    ],
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ])('%j above %j: the caller has to say', (first, second) => {
    expect(detectHeader(first, second, 'x.csv')).toMatchObject({
      left: { _tag: 'Ambiguous', message: expect.stringContaining('say in header whether it does') as string },
    });
  });
});
