import { difference } from './equality.mjs';

const same = [
  [1, 1],
  [1e-300 * (1 + 1e-12), 1e-300],
  [1e20 * (1 + 5e-10), 1e20],
  [NaN, NaN],
  [Infinity, Infinity],
  [-0, 0],
  [3e-13, 0],
  ['a', 'a'],
  [10n, 10n],
  [undefined, undefined],
  [null, null],
  [new Float64Array([1, 2]), [1, 2]],
  [[1, 2], new Int32Array([1, 2])],
  [new Uint8Array(0), []],
  [{ a: 1, b: undefined }, { a: 1 }],
  [{ a: { b: [1, { c: 'x' }] } }, { a: { b: [1, { c: 'x' }] } }],
  [new Set([1, 2]), [1, 2]],
  [new Map([['a', 1]]), [['a', 1]]],
];

const different = [
  [1, 1 + 1e-8, 'value is 1, not 1.00000001'],
  [1e-11, 0, 'value is 1e-11, not 0'],
  [2e-10, 1e-10, 'value is 2e-10, not 1e-10'],
  [NaN, 1, 'value is NaN, not 1'],
  [Infinity, -Infinity, 'value is Infinity, not -Infinity'],
  [1e308, Infinity, 'value is 1e+308, not Infinity'],
  ['1', 1, 'value is "1", not 1'],
  [1n, 1, 'value is 1n, not 1'],
  [null, undefined, 'value is null, not undefined'],
  [[1, 2], [1], 'value has 2 elements, not 1'],
  [[1, [2, 3]], [1, [2, 4]], 'value[1][1] is 3, not 4'],
  [{ a: 1 }, { a: 1, b: 2 }, 'value.b is undefined, not 2'],
  [{ a: 1, b: 2 }, { a: 1 }, 'value.b is 2, not undefined'],
  [[], {}, 'value is an array, not an object'],
  [[0], null, 'value is [0], not null'],
  [Math.sin, 'sin', 'value is the function sin, not "sin"'],
];

describe('difference', () => {
  it.each(same)('takes %p for %p', (actual, expected) => {
    expect(difference(actual, expected)).toBeUndefined();
  });

  it.each(different)('tells %p from %p', (actual, expected, words) => {
    expect(difference(actual, expected)).toBe(words);
  });
});
