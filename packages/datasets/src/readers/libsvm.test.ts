import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { orThrow } from '@bcl/errors';
import { readLibsvm } from './libsvm';
import type { LibsvmOptions } from './libsvm';

function problemOf(text: string, options: LibsvmOptions = {}): string {
  const result = readLibsvm(text, { name: 'x.svm', ...options });
  return result._tag === 'Left' ? `${result.left._tag}: ${result.left.message}` : 'none';
}

describe('readLibsvm', () => {
  it('reads comments, blank lines, any spacing and line ends', () => {
    const set = orThrow(readLibsvm('# made by hand\r\n\r\n2  1:1\t3:-2e-1 # note 9:9\r\n1\n 2 2:NaN'));
    expect(set.features).toEqual({ rows: 3, columns: 3, data: Float64Array.of(1, 0, -0.2, 0, 0, 0, 0, NaN, 0) });
    expect(set.labels).toEqual(Int32Array.of(1, 0, 1));
    expect(set.featureNames).toEqual(['feature 1', 'feature 2', 'feature 3']);
  });

  it('gives back any sparse rows', () => {
    const rows = fc.array(
      fc.record({
        label: fc.integer(),
        values: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 4, maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(rows, (points) => {
        const lines = points.map(({ label, values }) => {
          const entries = values.flatMap((value, index) => (value === 0 ? [] : [`${index + 1}:${value}`]));
          return [label, ...entries].join(' ');
        });
        const set = orThrow(readLibsvm(lines.join('\n'), { columns: 4 }));
        expect([...set.features.data]).toEqual(points.flatMap(({ values }) => values.map((value) => value + 0)));
        expect([...(set.labels ?? [])].map((label) => Number(set.classNames?.[label]))).toEqual(
          points.map(({ label }) => label),
        );
      }),
    );
  });

  it('takes the width, the first index and the classes from the options', () => {
    const set = orThrow(readLibsvm('3 0:5', { columns: 2, zeroBased: true, classNames: ['1', '2', '3'] }));
    expect([...set.features.data]).toEqual([5, 0]);
    expect(set.labels).toEqual(Int32Array.of(2));
  });

  it('recognises gzip', () => {
    expect(orThrow(readLibsvm(gzipSync('1 1:2\n'))).features.data).toEqual(Float64Array.of(2));
  });

  it.each([
    ['1 1:1\n1 0:5', 'BadCell', '(x.svm, line 2)'],
    ['1 0:5', 'BadCell', 'set zeroBased'],
    ['1 2:1 2:3', 'BadCell', 'must increase'],
    ['1 -1:3', 'BadCell', '"-1:3" is not the next index:value'],
    ['1 qid:1 1:2', 'BadCell', '"qid:1"'],
    ['1 7', 'BadCell', '"7" is not the next'],
    ['1 :7', 'BadCell', '":7"'],
    ['1 1:', 'BadCell', '"1:" holds no usable value'],
    ['1 1:x', 'BadCell', 'must be numbers'],
    ['1 1:1e999', 'BadCell', 'finite'],
    ['1:3 2:4', 'BadLabel', 'the label is missing'],
    ['a,b,c', 'BadLabel', 'LIBSVM text'],
    ['1,2 1:3', 'BadLabel', '"1,2"'],
    ['0.5 1:3', 'BadLabel', 'regression'],
    ['# nothing\n\n', 'EmptyInput', 'holds no rows'],
    ['', 'EmptyInput', 'no bytes'],
  ])('refuses %j', (text, tag, message) => {
    expect(problemOf(text)).toContain(message);
    expect(problemOf(text).startsWith(tag)).toBe(true);
  });

  it('does not believe an index that the file is too short for', () => {
    const text = '1 1:1\n'.repeat(10) + '1 2000000000:1\n';
    expect(problemOf(text)).toMatch(/^TooLarge.*x\.svm, line 11.*far too short/);
    expect(problemOf('1 20000:1\n'.repeat(10), { maxBytes: 1_000_000 })).toMatch(/^TooLarge.*the limit is 1000000/);
    expect(problemOf('1 3:1', { columns: 2 })).toMatch(/^NoSuchColumn.*3 features where there should be 2/);
  });

  it('believes it when the columns option confirms it', () => {
    const set = orThrow(readLibsvm('1 3000000:1', { columns: 3_000_000 }));
    expect(set.features.columns).toBe(3_000_000);
    expect(problemOf('1 3000000:1')).toContain('TooLarge');
  });

  it.each([0, 1.5, -1])('refuses %d columns as an option', (columns) => {
    expect(() => readLibsvm('1 1:1', { columns })).toThrow(RangeError);
  });
});
