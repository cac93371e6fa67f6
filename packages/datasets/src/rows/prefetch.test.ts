import { prefetched } from './prefetch';

it('begins to fetch the next value before it hands one over', async () => {
  const begun: number[] = [];
  async function* source(): AsyncGenerator<number, void, undefined> {
    for (let i = 0; i < 4; i++) {
      begun.push(i);
      yield await Promise.resolve(i);
    }
  }
  const seen: [number, number][] = [];
  for await (const value of prefetched(source())) seen.push([value, begun.length]);
  expect(seen).toEqual([
    [0, 2],
    [1, 3],
    [2, 4],
    [3, 4],
  ]);
});

it('hands a failure over in its place, and not when nobody asks for it', async () => {
  let closed = 0;
  async function* source(): AsyncGenerator<number, void, undefined> {
    try {
      yield await Promise.resolve(1);
      throw new Error('broken');
    } finally {
      closed++;
    }
  }
  const seen: number[] = [];
  const all = async () => {
    for await (const value of prefetched(source())) seen.push(value);
  };
  await expect(all()).rejects.toThrow('broken');
  expect(seen).toEqual([1]);
  for await (const value of prefetched(source())) {
    expect(value).toBe(1);
    break;
  }
  expect(closed).toBe(2);
});
