import { Checkpoint } from './checkpoint';

/** A run folder that holds files in memory. */
function folder() {
  const files = new Map<string, string>();
  return {
    files,
    writeFile: (name: string, content: string) => {
      files.set(name, content);
      return Promise.resolve(name);
    },
    readJson: (name: string) =>
      Promise.resolve(files.has(name) ? (JSON.parse(files.get(name) ?? '') as unknown) : undefined),
  };
}

const open = (own: ReturnType<typeof folder>, interval: number) => Checkpoint.open(own as never, 'a.json', interval);

it('is written when the interval is over, or when it must be', async () => {
  const own = folder();
  const rare = await open(own, 1e6);
  expect(rare.found).toBeUndefined();
  const asked: string[] = [];
  const state = (name: string) => () => {
    asked.push(name);
    return { name };
  };
  await rare.keep(state('a'));
  expect([own.files.size, asked]).toEqual([0, []]);
  await rare.keep(state('b'), true);
  expect((await open(own, 0)).found).toEqual({ name: 'b' });
  await (await open(own, 0)).keep(state('c'));
  expect((await open(own, 0)).found).toEqual({ name: 'c' });
  expect(asked).toEqual(['b', 'c']);
});

it('counts the seconds of all parts of a run', async () => {
  const own = folder();
  own.files.set('a.json', JSON.stringify({ seconds: 1000, state: 1 }));
  const store = await open(own, 0);
  expect(store.seconds).toBeGreaterThanOrEqual(1000);
  expect(store.seconds).toBeLessThan(1100);
});
