import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { failure } from '../../failure';
import { eachQuotedRecord, eachRecord } from './records';
import type { Delimiter } from './dialect';

type Row = readonly [readonly string[], number];

function recordsOf(read: typeof eachRecord, text: string, delimiter: Delimiter): readonly Row[] | string {
  const rows: Row[] = [];
  const result = read(text, delimiter, 'x.csv', (cells, line) => {
    rows.push([cells, line]);
    return E.right(undefined);
  });
  return E.isLeft(result) ? result.left.message : rows;
}

const blank = ([cells]: Row): boolean => cells.length === 1 && cells[0].trim() === '';

describe('eachRecord', () => {
  it('reads text without quotes as csv-parse does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', ';', '\n', '\r\n', '\r', 'ä'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.constantFrom<Delimiter>(',', ';'), (content, delimiter) => {
        const theirs = recordsOf(eachQuotedRecord, content, delimiter);
        if (typeof theirs === 'string') throw new Error(theirs);
        expect(recordsOf(eachRecord, content, delimiter)).toEqual(theirs.filter((row) => !blank(row)));
      }),
      { numRuns: 500 },
    );
  });

  it('reads back any cells that are quoted', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é'), maxLength: 6 });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, (cells) => {
        const text = cells.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        const read = recordsOf(eachRecord, text, ',');
        expect(typeof read === 'string' ? read : read.map(([row]) => row)).toEqual(cells);
      }),
    );
  });

  it('counts lines, also those inside quotes and blank ones', () => {
    expect(recordsOf(eachRecord, 'a,b\n\n"x\ny",2\r\n3,4', ',')).toEqual([
      [['a', 'b'], 1],
      [['x\ny', '2'], 4],
      [['3', '4'], 5],
    ]);
    expect(recordsOf(eachRecord, 'a\n \n\r\nb\rc', ',')).toEqual([
      [['a'], 1],
      [['b'], 4],
      [['c'], 5],
    ]);
  });

  it('takes runs of spaces as one', () => {
    expect(recordsOf(eachRecord, '  1   2\t3 \n4 5 6\n', ' ')).toEqual([
      [['1', '2', '3'], 1],
      [['4', '5', '6'], 2],
    ]);
  });

  it.each([
    ['a,"b\nc,d\n', 'never closed'],
    ['a,b\n1,"2"3\n', 'x.csv, line 2'],
    ['a,b\n1,2"3\n', 'x.csv, line 2'],
  ])('refuses %j', (text, message) => {
    expect(recordsOf(eachRecord, text, ',')).toContain(message);
  });

  it.each(['a\nb\nc', '"a"\nb\nc'])('stops at the first problem of the taker: %j', (text) => {
    let taken = 0;
    const result = eachRecord(text, ',', 'x.csv', () => {
      taken += 1;
      return taken === 2 ? failure('BadCell', { what: 'enough' }) : E.right(undefined);
    });
    expect(result).toEqual(failure('BadCell', { what: 'enough' }));
    expect(taken).toBe(2);
  });
});
