import { orThrow } from '@bcl/errors';
import { fromRecords } from './records';
import type { RecordOptions } from './records';

function problemOf(records: unknown, options: RecordOptions): string {
  const result = fromRecords(records, options);
  return result._tag === 'Left' ? `${result.left._tag}: ${result.left.message}` : 'none';
}

describe('fromRecords', () => {
  it('takes fields in the order asked for, null and absent as missing, texts as numbers', () => {
    const records = [{ a: 1, b: '2.5', c: true }, { b: null }, { a: -0.5, b: 'NA', c: false }];
    const set = orThrow(fromRecords(records, { features: ['b', 'a'], name: 'mine', source: 'here' }));
    expect(set.features).toEqual({ rows: 3, columns: 2, data: Float64Array.of(2.5, 1, NaN, NaN, NaN, -0.5) });
    expect(set.featureNames).toEqual(['b', 'a']);
    expect(set.provenance).toMatchObject({ name: 'mine', source: 'here', files: [{ name: 'mine.json' }] });
  });

  it('takes labels of any simple type, in a given order of classes', () => {
    const records = [
      { x: 1, y: true },
      { x: 2, y: false },
    ];
    expect(orThrow(fromRecords(records, { features: ['x'], label: 'y' })).classNames).toEqual(['false', 'true']);
    const ordered = fromRecords(records, { features: ['x'], label: 'y', classNames: ['true', 'false'] });
    expect([...(orThrow(ordered).labels ?? [])]).toEqual([0, 1]);
  });

  it.each([
    [{ data: [] }, { features: ['a'] }, 'UnsupportedFile: The records are not an array'],
    [[[1, 2]], { features: ['a'] }, 'UnsupportedFile'],
    [[null], { features: ['a'] }, 'UnsupportedFile'],
    [undefined, { features: ['a'] }, 'UnsupportedFile'],
    [[], { features: ['a'] }, 'EmptyInput: The table has no rows'],
    [[{ b: 1 }], { features: ['a'] }, 'NoSuchColumn: No record has a field "a" (records): the first has "b"'],
    [[{ a: 1 }, { a: 'x' }], { features: ['a'] }, '"x" is not a number (records, record 1, row 1, column "a")'],
    [[{ a: Infinity }], { features: ['a'] }, 'BadCell: "Infinity"'],
    [[{ a: { b: 1 } }], { features: ['a'] }, 'BadCell: Field "a" holds object (records, record 0)'],
    [[{ a: 1, y: null }], { features: ['a'], label: 'y' }, 'BadLabel: Row 0 has no label (records, record 0'],
  ])('refuses %j with %j', (records, options, message) => {
    expect(problemOf(records, options)).toContain(message);
  });

  it('refuses fields that cannot be meant', () => {
    expect(() => fromRecords([], { features: [] })).toThrow(RangeError);
    expect(() => fromRecords([], { features: ['a'], label: 'a' })).toThrow(RangeError);
  });
});
