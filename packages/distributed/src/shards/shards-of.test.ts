import { runOrThrow } from '@bcl/errors';
import fc from 'fast-check';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { linePieces } from './line-pieces';
import { readShard } from './read-shard';
import { shardsOf, type ShardsOptions } from './shards-of';
import { bytesOf, serve, startServer, temporaryFolder, type Folder } from './shards.fixture';

let folder: Folder;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const readAll = async (source: string, options: ShardsOptions): Promise<{ sizes: number[]; data: number[] }> => {
  const parts = [];
  for (const shard of await runOrThrow(shardsOf(source, options))) parts.push(await runOrThrow(readShard(shard)));
  return { sizes: parts.map(({ rows }) => rows), data: parts.flatMap(({ data }) => Array.from(data)) };
};
const numbers = Float64Array.from({ length: 3000 }, (_, i) => i / 8);
const lines = Array.from({ length: 1500 }, (_, n) => `${numbers[2 * n]},${numbers[2 * n + 1]}`).join('\n');

describe('shardsOf', () => {
  it.each<[string, string | Uint8Array, ShardsOptions, number[]]>([
    ['a.f64', bytesOf(numbers), { columns: 2, count: 4 }, [375, 375, 375, 375]],
    ['a.f32', bytesOf(Float32Array.from(numbers)), { columns: 2, count: 7 }, [214, 215, 214, 214, 214, 215, 214]],
    ['a.dat', bytesOf(numbers), { columns: 2, count: 1, type: 'float64' }, [1500]],
    ['named.csv', `x,y\n${lines}\n`, { count: 3 }, [512, 512, 476]],
    ['bare.csv', lines, { count: 3 }, [512, 512, 476]],
    ['crlf.csv', `x,y\r\n${lines.replaceAll('\n', '\r\n')}`, { count: 2, columns: 2 }, [768, 732]],
    ['quoted.csv', `"x","y"\n${lines}`, { count: 3 }, [1500]],
    ['a.f64.gz', gzipSync(bytesOf(numbers)), { columns: 2, count: 4 }, [1500]],
    ['few.f64', bytesOf(numbers.slice(0, 6)), { columns: 2, count: 9 }, [1, 1, 1]],
  ])('splits %s by rows and loses none', async (name, content, options, sizes) => {
    const all = await readAll(folder.write(name, content), options);
    expect(all.sizes).toEqual(sizes);
    expect(all.data).toEqual(Array.from(numbers.subarray(0, all.data.length)));
    expect(all.data).toHaveLength(name === 'few.f64' ? 6 : 3000);
  });

  it('takes the files of a folder by name, each split alike', async () => {
    mkdirSync(path.join(folder.path, 'parts'));
    for (const part of [2, 0, 1])
      folder.write(`parts/part-${part}.f64`, bytesOf(numbers.slice(1000 * part, 1000 * (part + 1))));
    folder.write('parts/README', 'not a shard');
    expect(await readAll(path.join(folder.path, 'parts'), { columns: 2, count: 5 })).toEqual({
      sizes: [250, 250, 250, 250, 250, 250],
      data: Array.from(numbers),
    });
  });

  it('reads a manifest, whose paths start at its own place', async () => {
    folder.write('half.f64', bytesOf(numbers.slice(0, 1500)));
    folder.write('rest.csv', lines.split('\n').slice(750).join('\n'));
    const shards = [
      { url: 'half.f64', type: 'float64', columns: 2 },
      { url: 'rest.csv', type: 'csv' },
    ];
    const manifest = folder.write('manifest.json', JSON.stringify({ shards }));
    expect(await readAll(manifest, {})).toEqual({ sizes: [750, 750], data: Array.from(numbers) });
    const texts = folder.write('texts.json', JSON.stringify({ shards: ['half.f64'] }));
    expect((await readAll(texts, { type: 'float64', columns: 2 })).sizes).toEqual([750]);
  });

  it('splits what is at an address by its length, and a manifest there', async () => {
    const manifest = Buffer.from('{"shards": [{"url": "a.f64", "type": "float64", "columns": 2}]}');
    const server = await startServer((request, response) =>
      serve(request.url === '/m.json' ? manifest : bytesOf(numbers), request, response),
    );
    try {
      expect((await readAll(`${server.url}/a.f64?key=1`, { columns: 2, count: 2 })).sizes).toEqual([750, 750]);
      expect(await readAll(`${server.url}/m.json`, {})).toEqual({ sizes: [1500], data: Array.from(numbers) });
    } finally {
      await server.close();
    }
  });

  it.each<[string, string | Uint8Array, ShardsOptions, string, string]>([
    ['odd.f32', bytesOf(Float32Array.of(1, 2, 3)), { columns: 2 }, 'UnreadableShard', 'no whole number of rows'],
    ['zero.f32', '', { columns: 2 }, 'UnreadableShard', '0 bytes'],
    ['x.f32', bytesOf(Float32Array.of(1, 2)), {}, 'InvalidOption', 'columns is not given'],
    ['x.dat', bytesOf(Float32Array.of(1, 2)), { columns: 2 }, 'InvalidOption', 'cannot be told from its name'],
    ['x.csv', 'a\n1\n', { count: 0 }, 'InvalidOption', 'count is 0'],
    ['x2.csv', 'a\n1\n', { columns: -1 }, 'InvalidOption', 'columns is -1'],
    ['text.csv', 'a,b\n1,2\n3,x\n', { count: 2 }, 'UnreadableShard', '"x" is not a number'],
    ['no.json', '{', {}, 'UnreadableShard', 'no JSON'],
    ['none.json', '{"shards": []}', {}, 'UnreadableShard', 'no list of shards'],
    ['url.json', '{"shards": [{"type": "csv"}]}', {}, 'UnreadableShard', 'shard 0 of the manifest has no url'],
    ['type.json', '{"shards": ["a.f32"]}', {}, 'UnreadableShard', 'shard 0 of the manifest has no type'],
  ])('%s: %#', async (name, content, options, tag, why) => {
    const outcome = await shardsOf(folder.write(name, content), options)();
    expect(outcome).toMatchObject({ left: { _tag: tag, message: expect.stringContaining(why) as string } });
  });

  it('names a source that is not there, and a folder without shards', async () => {
    expect(await shardsOf('/no/such/place')()).toMatchObject({ left: { _tag: 'UnreadableShard' } });
    mkdirSync(path.join(folder.path, 'bare'));
    expect(await shardsOf(path.join(folder.path, 'bare'))()).toMatchObject({
      left: { message: expect.stringContaining('no file that looks like a shard') as string },
    });
  });
});

describe('linePieces', () => {
  it('cut any text into whole lines that follow one another', async () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom('1', ',', 'x'), maxLength: 6 }), { maxLength: 1200 });
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(1),
        async (all, ended, count, skip) => {
          const content = all.join('\n') + (ended ? '\n' : '');
          const pieces = (await linePieces(folder.write('any.txt', content), skip, count)) ?? [];
          const kept = content.split('\n').slice(skip).join('\n');
          expect(pieces.map(({ from, to }) => content.slice(from, to)).join('')).toBe(kept);
          for (const { from, to, lines: found } of pieces)
            expect(content.slice(from, to).replace(/\n$/, '').split('\n')).toHaveLength(from === to ? 1 : found);
        },
      ),
      { numRuns: 60 },
    );
  });
});
