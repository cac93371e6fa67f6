import * as E from 'fp-ts/lib/Either.js';
import { findColumn } from './columns';

const names = ['a', 'b', 'a b'];

describe('findColumn', () => {
  it.each([
    ['a b', 2],
    [0, 0],
    [2, 2],
    [-1, 2],
    [-3, 0],
  ])('finds %j at %d', (reference, index) => {
    expect(findColumn(reference, names, 'x')).toEqual(E.right(index));
  });

  it.each([
    ['A', 'the columns are "a", "b", "a b"'],
    [3, 'there are 3 columns'],
    [-4, 'from -3 to -1'],
    [0.5, 'There is no column 0.5'],
    [NaN, 'There is no column NaN'],
  ])('says what there is instead of %j', (reference, message) => {
    expect(findColumn(reference, names, 'x.csv')).toMatchObject({
      left: { _tag: 'NoSuchColumn', message: expect.stringContaining(message) as string },
    });
  });
});
