import fc from 'fast-check';
import { orThrow } from '@bcl/errors';
import { encodeLabels } from './classes';

const where = (row: number): string => `row ${row}`;

describe('encodeLabels', () => {
  it.each([
    [
      ['10', '9', '-1', '9'],
      ['-1', '9', '10'],
      [2, 1, 0, 1],
    ],
    [
      ['+1', '1.0', '1e0', '-0'],
      ['0', '1'],
      [1, 1, 1, 0],
    ],
    [
      ['b', ' a ', 'b'],
      ['a', 'b'],
      [1, 0, 1],
    ],
    [
      ['a10', 'a9', '7'],
      ['7', 'a10', 'a9'],
      [1, 2, 0],
    ],
  ])('%j', (texts, classNames, labels) => {
    const encoded = orThrow(encodeLabels(texts, where));
    expect(encoded.classNames).toEqual(classNames);
    expect([...encoded.labels]).toEqual(labels);
  });

  it('gives labels that name what was read, in sorted classes without gaps', () => {
    const integers = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(integers, (values) => {
        const { labels, classNames } = orThrow(encodeLabels(values.map(String), where));
        expect([...labels].map((label) => classNames[label])).toEqual(values.map(String));
        expect(new Set(labels).size).toBe(classNames.length);
        expect(classNames.map(Number)).toEqual([...new Set(values)].sort((a, b) => a - b));
      }),
    );
  });

  it('keeps classes that are given but do not occur', () => {
    const encoded = orThrow(encodeLabels(['c'], where, ['a', 'b', 'c']));
    expect(encoded).toEqual({ labels: Int32Array.of(2), classNames: ['a', 'b', 'c'] });
  });

  it.each([
    [['1', '2.5'], undefined, 'Label "2.5" is not a whole number (row 1)'],
    [['a', 'x'], ['a', 'b'], 'Label "x" is not one of the given classes (row 1): classNames lists "a", "b"'],
    [['a', ''], undefined, 'Row 1 has no label (row 1)'],
    [['1', 'NaN'], undefined, 'Row 1 has no label (row 1)'],
  ])('refuses %j', (texts, classNames, message) => {
    expect(encodeLabels(texts, where, classNames)).toMatchObject({
      left: { _tag: 'BadLabel', message: expect.stringContaining(message) as string },
    });
  });
});
