import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { orThrow } from '@bcl/errors';
import { readCsv } from './dataset';
import type { CsvOptions } from './dataset';

function problemOf(text: string, options: CsvOptions = {}): string {
  const result = readCsv(text, { name: 'x.csv', ...options });
  return result._tag === 'Left' ? `${result.left._tag}: ${result.left.message}` : 'none';
}

describe('readCsv', () => {
  it('gives back any numbers, with gaps', () => {
    const cell = fc.oneof(fc.double({ noDefaultInfinity: true, noNaN: true }), fc.constant(NaN));
    const tables = fc
      .record({ columns: fc.integer({ min: 2, max: 5 }), delimiter: fc.constantFrom(',', '\t', ';', '|') })
      .chain(({ columns, delimiter }) =>
        fc
          .array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 10 })
          .map((rows) => ({ rows, delimiter })),
      );
    fc.assert(
      fc.property(tables, ({ rows, delimiter }) => {
        const header = rows[0].map((_, column) => `name ${column}`).join(delimiter);
        const lines = rows.map((row) => row.map((value) => (Number.isNaN(value) ? '' : value)).join(delimiter));
        const set = orThrow(readCsv([header, ...lines].join('\n'), { header: true }));
        expect([...set.features.data]).toEqual(rows.flat().map((value) => Number(String(value))));
        expect(set.featureNames).toEqual(header.split(delimiter));
      }),
    );
  });

  it('finds header and delimiter, and takes the label by name', () => {
    const set = orThrow(readCsv('a;b;kind\n1;?;x y\n2;NA;"z"\n', { label: 'kind' }));
    expect(set.features).toEqual({ rows: 2, columns: 2, data: Float64Array.of(1, NaN, 2, NaN) });
    expect(set.featureNames).toEqual(['a', 'b']);
    expect(set.classNames).toEqual(['x y', 'z']);
  });

  it('reads a table without a header, label last, as UCI has them', () => {
    const set = orThrow(readCsv('5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n7,3.2,Iris-versicolor\n\n', { label: -1 }));
    expect(set.featureNames).toEqual(['column 0', 'column 1']);
    expect(set.features.rows).toBe(3);
    expect([...(set.labels ?? [])]).toEqual([0, 0, 1]);
  });

  it('reads one column, one row, gzip, a byte order mark, and a header alone with nameless columns', () => {
    expect([...orThrow(readCsv('1\n2\n')).features.data]).toEqual([1, 2]);
    expect([...orThrow(readCsv('1,2')).features.data]).toEqual([1, 2]);
    expect([...orThrow(readCsv(gzipSync('1,2'))).features.data]).toEqual([1, 2]);
    expect(orThrow(readCsv('\ufeffa,b\n1,2')).featureNames).toEqual(['a', 'b']);
    expect(orThrow(readCsv(',a\n1,2')).featureNames).toEqual(['column 0', 'a']);
  });

  it('drops named columns, and text columns when told to', () => {
    const text = 'id,a,note,b\nr1,1,,2\nr2,3,seen,4\n';
    expect(problemOf(text)).toContain('"r1" is not a number (x.csv, line 2, row 0, column "id")');
    expect([...orThrow(readCsv(text, { drop: ['id', 2] })).features.data]).toEqual([1, 2, 3, 4]);
    const set = orThrow(readCsv(text, { nonNumeric: 'drop' }));
    expect(set.featureNames).toEqual(['a', 'b']);
    expect([...set.features.data]).toEqual([1, 2, 3, 4]);
  });

  it('takes other texts as missing', () => {
    expect([...orThrow(readCsv('a,b\n-999,n.d.\n1,2', { missing: ['-999', 'n.d.'] })).features.data]).toEqual([
      NaN,
      NaN,
      1,
      2,
    ]);
  });

  it.each([
    ['a,b\n1,2\n3,x\n', {}, 'BadCell: "x" is not a number (x.csv, line 3, row 1, column "b")'],
    ['a,b\n1,inf\n', {}, 'BadCell: "inf" is not a number (x.csv, line 2, row 0, column "b"): features must be finite'],
    ['a,b\n1,inf\n', { nonNumeric: 'drop' }, 'BadCell: "inf"'],
    ['a;b\n1;3,5\n', {}, 'decimal comma'],
    ['a,b\n1,2\n3\n', {}, 'RaggedRow: Row 1 has 1 cells where 2 are expected (x.csv, line 3)'],
    ['a,b\n1,2\n3,4,5\n', {}, 'RaggedRow: Row 1 has 3 cells'],
    ['a,b\n1,\n', { label: 'b' }, 'BadLabel: Row 0 has no label (x.csv, line 2, column "b")'],
    ['a,b\n1,0.5\n', { label: 'b' }, 'BadLabel: Label "0.5" is not a whole number (x.csv, line 2)'],
    ['a,b\n1,2\n', { label: 'c' }, 'NoSuchColumn: No column is called "c" (x.csv): the columns are "a", "b"'],
    ['a,b\n1,2\n', { drop: [5] }, 'NoSuchColumn: There is no column 5'],
    ['a,a\n1,2\n', {}, 'Ambiguous: Two columns are called "a" (x.csv, columns 0 and 1)'],
    ['0,1,y\n5,6,7\n', {}, 'Ambiguous: It is unclear whether the first row'],
    ['a,b\n', {}, 'EmptyInput: The table has no rows (x.csv): there is nothing but a header'],
    ['\n \n', {}, 'EmptyInput: The table has no rows (x.csv): every line is empty'],
    ['a,b\n1,2\n', { drop: ['a'], label: 'b' }, 'EmptyInput: No column of features is left'],
    ['a,b\n1,"2\n', {}, 'DamagedFile: The quotes of a cell do not match'],
    ['a,b\n1,\u00002\n', {}, 'DamagedFile: A zero byte'],
  ] as const)('refuses %j with %j', (text, options, message) => {
    expect(problemOf(text, options)).toContain(message);
  });
});
