import { isRecord, shown } from './parameter';

describe('shown', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;

  it.each([
    ['text', "'text'"],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ a: 1 }, '{"a":1}'],
    [[1, 2], '[1,2]'],
    [() => 1, 'a function'],
    [circular, 'an object that is not plain JSON'],
    [{ toJSON: () => undefined }, 'an object'],
  ])('writes %p as %s', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });

  it('keeps long values short', () => {
    expect(shown({ list: new Array(100).fill(1) })).toHaveLength(78);
  });
});

describe('isRecord', () => {
  it('holds for objects with named fields', () => {
    expect([{}, { a: 1 }, new Map()].every(isRecord)).toBe(true);
    expect([null, undefined, [], 'a', 1, () => 1].some(isRecord)).toBe(false);
  });
});
