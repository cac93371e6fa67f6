import { difference } from './difference';

class Counter {
  constructor(readonly count: number) {}
}

test.each<[string, unknown, unknown]>([
  ['numbers', 1.5, 1.5],
  ['missing values', NaN, NaN],
  ['records, whatever the order', { a: 1, b: [2] }, { b: [2], a: 1 }],
  ['typed arrays', Float64Array.of(1, NaN), Float64Array.of(1, NaN)],
  ['maps', new Map([['a', { x: 1 }]]), new Map([['a', { x: 1 }]])],
  ['sets', new Set([1, 2]), new Set([2, 1])],
  ['dates', new Date(5), new Date(5)],
  ['buffers', Uint8Array.of(1, 2).buffer, Uint8Array.of(1, 2).buffer],
  ['records without a prototype', Object.create(null), {}],
  ['nothing', undefined, undefined],
])('finds none between equal %s', (_name, a, b) => {
  expect(difference(a, b)).toBeUndefined();
});

test.each<[string, unknown, unknown, string]>([
  ['numbers', 1, 2, 'value is 1 and 2'],
  ['signs of zero', { a: 0 }, { a: -0 }, 'value.a is 0 and -0'],
  ['deep numbers', { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, 'value.a.1.b is 2 and 3'],
  ['typed arrays', Float64Array.of(1, 2), Float64Array.of(1, 3), 'value.1 is 2 and 3'],
  ['kinds', Float64Array.of(1), Float32Array.of(1), 'value is of kind Float64Array and of kind Float32Array'],
  ['a class and a record', new Counter(1), { count: 1 }, 'value is of kind Counter and of kind Object'],
  ['lengths', [1], [1, 2], 'value has 1 and 2 entries'],
  ['names', { a: 1 }, { b: 1 }, 'value has a only once'],
  ['undefined and absent', { a: undefined }, {}, 'value has 1 and 0 entries'],
  ['maps', new Map([['a', 1]]), new Map([['a', 2]]), 'value.a is 1 and 2'],
  ['sets', new Set([1]), new Set([2]), 'value has 1 only once'],
  ['dates', new Date(5), new Date(6), 'value.time is 5 and 6'],
  ['buffers', Uint8Array.of(1).buffer, Uint8Array.of(2).buffer, 'value.0 is 1 and 2'],
  ['null and a record', null, {}, 'value is null and of kind Object'],
])('names the first between different %s', (_name, a, b, expected) => {
  expect(difference(a, b)).toBe(expected);
});

test('finds none in a structured clone', () => {
  const state = { means: Float64Array.of(1, 2), names: new Map([['a', [1]]]), seen: new Set(['x']), at: new Date(3) };
  expect(difference(state, structuredClone(state))).toBeUndefined();
});

test('functions are equal only to themselves', () => {
  const f = () => 1;
  expect(difference({ f }, { f })).toBeUndefined();
  expect(difference({ f }, { f: () => 1 })).toMatch(/^value.f is/);
});
