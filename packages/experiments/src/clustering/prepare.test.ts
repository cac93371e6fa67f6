import { dataset } from '@bcl/datasets';
import { orThrow } from '@bcl/errors';
import { fromRows } from '@bcl/linalg';
import * as E from 'fp-ts/lib/Either.js';
import { prepare } from './prepare';
import type { TableSource } from './tables';

const rows = Array.from({ length: 20 }, (_, n) => [n, n % 2 === 0 ? NaN : 10 * n]);
const labels = Int32Array.from(rows, (_, n) => (n < 10 ? 0 : 1));
const set = dataset({ name: 'x.csv', features: fromRows(rows), featureNames: ['count', 'tens'], labels });
const table: TableSource = { name: 'x', dataset: set, components: 2 };

const messageOf = (source: TableSource, seed = 0): string => {
  const prepared = prepare(source, seed);
  return E.isLeft(prepared) ? prepared.left.message : 'no problem';
};
const column = (values: ArrayLike<number>, width: number, at: number) =>
  Array.from(values).filter((value, i) => i % width === at && !Number.isNaN(value));

describe('prepare', () => {
  it('holds out a fifth of each class and scales by the training part alone', () => {
    const { train, test, scaler } = orThrow(prepare(table, 0));
    expect([train.features.rows, test.features.rows]).toEqual([16, 4]);
    expect(Array.from(test.labels ?? []).sort()).toEqual([0, 0, 1, 1]);
    for (const at of [0, 1]) {
      const values = column(train.features.data, 2, at);
      expect([Math.min(...values), Math.max(...values)]).toEqual([0, 1]);
    }
    const back = scaler.invert(train.features);
    expect(new Set(column(back.data, 2, 1))).toEqual(
      new Set(
        column(back.data, 2, 0)
          .filter((n) => n % 2 === 1)
          .map((n) => 10 * n),
      ),
    );
  });

  it('leaves test values where the training scale puts them, also beyond 1 and below 0', () => {
    const test = {
      ...set,
      features: fromRows([
        [38, 10],
        [-19, 190],
      ]),
      labels: Int32Array.of(0, 1),
    };
    const { test: scaled, train } = orThrow(prepare({ ...table, test }, 0));
    expect(train.features.rows).toBe(20);
    expect(Array.from(scaled.features.data)).toEqual([2, 0, -1, 1]);
  });

  it('splits by seed: the same one alike, another one otherwise', () => {
    const of = (seed: number) => Array.from(orThrow(prepare(table, seed)).test.features.data);
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
  });

  it('makes zeros of a constant column', () => {
    const constant = dataset({ name: 'c', features: fromRows(rows.map(([n]) => [n, 7])) });
    const { train, test } = orThrow(prepare({ ...table, dataset: constant }, 0));
    expect(new Set([...column(train.features.data, 2, 1), ...column(test.features.data, 2, 1)])).toEqual(new Set([0]));
  });

  it.each<[string, number[][], string]>([
    ['one row', [[1, 2]], 'the table has 1 row; give more rows'],
    [
      'fewer training rows than components',
      [
        [1, 2],
        [3, 4],
      ],
      '2 components were asked for (x.csv): the training part has 1 row',
    ],
    [
      'an empty column',
      rows.map(([n]) => [n, NaN]),
      'all of its cells are missing; leave it out with --drop "column 1"',
    ],
    [
      'a range beyond the doubles',
      rows.map(([n]) => [n, n % 2 ? 1.7e308 : -1.7e308]),
      'Column "column 1" reaches from -1.7e+308 to 1.7e+308',
    ],
  ])('refuses %s', (_, cells, message) => {
    expect(messageOf({ ...table, dataset: dataset({ name: 'x.csv', features: fromRows(cells) }) })).toContain(message);
  });

  it('refuses classes of one row each, unless a test part is given', () => {
    const single = dataset({ name: 'x.csv', features: fromRows([[1], [2]]), labels: Int32Array.of(0, 1) });
    expect(messageOf({ ...table, dataset: single })).toContain('no class has two rows');
    expect(messageOf({ ...table, dataset: single, test: single })).toBe('no problem');
  });

  it('says when the few values of a column all fell into the test part', () => {
    const messages = Array.from({ length: 20 }, (_, seed) => {
      const rare = dataset({ name: 'x.csv', features: fromRows(rows.map(([n]) => [n, n === 5 ? 1 : NaN])) });
      return messageOf({ ...table, dataset: rare }, seed);
    });
    const refused = messages.filter((message) => message.includes('all fell into the test part of seed'));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length + messages.filter((message) => message === 'no problem').length).toBe(20);
  });
});
