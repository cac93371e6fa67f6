import { shareArrays } from './share-arrays';

it('shareArrays moves float64 arrays at any depth, and nothing else', () => {
  const value = { list: [{ deep: Float64Array.of(1, NaN) }], labels: Int32Array.of(1), text: 'a', none: null };
  const shared = shareArrays(value) as typeof value;
  expect(shared).toEqual(value);
  expect(shared.list[0].deep.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(value.list[0].deep.buffer).not.toBeInstanceOf(SharedArrayBuffer);
  expect(shareArrays(undefined)).toBeUndefined();
});
