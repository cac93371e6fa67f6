import { runOrThrow } from '@bcl/errors';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { readShard } from './read-shard';
import type { ShardReference } from './reference';
import { bytesOf, serve, startServer, temporaryFolder, type Folder, type WebServer } from './shards.fixture';

let folder: Folder;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const numbers = Float64Array.of(0.5, 1, NaN, 3, 4, 5, 6, 7);
const singles = Float32Array.from(numbers);
const csv = 'a,b\n0.5,1\n,3\n4,5\n6,7\n';
const message = async (reference: ShardReference, settings = {}): Promise<string> => {
  const outcome = await readShard(reference, settings)();
  return outcome._tag === 'Left' ? `${outcome.left._tag}: ${outcome.left.message}` : 'read';
};

describe('a shard of a file', () => {
  it.each<[string, Uint8Array | string, Omit<ShardReference, 'url'>]>([
    ['a.f64', bytesOf(numbers), { type: 'float64', columns: 2 }],
    ['a.f32', bytesOf(singles), { type: 'float32', columns: 2 }],
    ['a.f32.gz', gzipSync(bytesOf(singles)), { type: 'float32', columns: 2 }],
    ['a.csv', csv, { type: 'csv' }],
    ['a.csv.gz', gzipSync(csv), { type: 'csv', columns: 2 }],
  ])('%s is read whole and by rows, by path and by file:', async (name, content, rest) => {
    const url = folder.write(name, content);
    expect(await runOrThrow(readShard({ url, ...rest }))).toEqual({ rows: 4, columns: 2, data: numbers });
    const part = { url: pathToFileURL(url).href, ...rest, fromRow: 1, rows: 2 };
    expect(await runOrThrow(readShard(part))).toEqual({ rows: 2, columns: 2, data: numbers.slice(2, 6) });
    expect((await runOrThrow(readShard({ url, ...rest, fromRow: 3 }))).data).toEqual(numbers.slice(6));
  });

  it('of CSV is read by bytes where they are known', async () => {
    const url = folder.write('bytes.csv', csv);
    const read = await runOrThrow(readShard({ url, type: 'csv', columns: 2, fromRow: 2, bytes: [13, 21] }));
    expect(read).toEqual({ rows: 2, columns: 2, data: numbers.slice(4) });
  });

  it.each<[string, Uint8Array | string, Omit<ShardReference, 'url'>, string]>([
    ['cut.f32', bytesOf(singles).subarray(0, 30), { type: 'float32', columns: 2 }, 'no whole number of rows of 2'],
    ['short.f32', bytesOf(singles), { type: 'float32', columns: 2, fromRow: 3, rows: 2 }, 'ends after 1 rows'],
    ['none.f32', bytesOf(singles), { type: 'float32', columns: 2, fromRow: 9 }, 'there are no rows there'],
    ['empty.f64', '', { type: 'float64', columns: 2 }, 'there are no rows there'],
    ['short.csv', csv, { type: 'csv', fromRow: 3, rows: 2 }, 'ends after 1 rows'],
    ['wide.csv', csv, { type: 'csv', columns: 3 }, 'it has 2 columns where 3 are expected'],
    ['text.csv', 'a,b\n1,2\n3,x\n', { type: 'csv' }, '"x" is not a number'],
    ['gone.csv', csv, { type: 'csv', bytes: [10, 99] }, 'ends after 11 bytes'],
    [
      'bad.f32.gz',
      gzipSync(bytesOf(singles)).subarray(0, 20),
      { type: 'float32', columns: 2 },
      'cannot be decompressed',
    ],
    ['none.f64', bytesOf(numbers), { type: 'float64' }, 'need columns'],
    ['rows.f64', bytesOf(numbers), { type: 'float64', columns: 2, rows: 0.5 }, 'its rows is 0.5'],
    ['type.bin', bytesOf(numbers), { type: 'int8' as never }, 'its type is "int8"'],
  ])('%s is refused by name and reason', async (name, content, rest, why) => {
    const text = await message({ url: folder.write(name, content), ...rest });
    expect(text).toContain('UnreadableShard: ');
    expect(text).toContain(name);
    expect(text).toContain(why);
  });

  it('that is not there, or a folder, says so', async () => {
    const missing = { url: `${folder.path}/nowhere.f32`, type: 'float32', columns: 2, fromRow: 5, rows: 3 } as const;
    expect(await message(missing)).toContain('nowhere.f32, rows 5 to 7): there is no such file on this machine');
    expect(await message({ url: folder.path, type: 'csv' })).toContain('it is no regular file');
  });
});

describe('a shard at an address', () => {
  let server: WebServer | undefined;
  afterEach(() => server?.close());
  const shard = (url: string): ShardReference => ({ url, type: 'float32', columns: 2, fromRow: 1, rows: 2 });
  const content = bytesOf(singles);

  it('is asked for by range', async () => {
    server = await startServer((request, response) => serve(content, request, response));
    const read = await runOrThrow(readShard(shard(`${server.url}/a.f32`)));
    expect(read).toEqual({ rows: 2, columns: 2, data: numbers.slice(2, 6) });
    expect(server.requests).toMatchObject([{ range: 'bytes=8-23' }]);
  });

  it('is cut here where the server knows no ranges, and follows redirects', async () => {
    server = await startServer((request, response) =>
      request.url === '/old.f32' ? response.writeHead(302, { location: '/new' }).end() : response.end(content),
    );
    const read = await runOrThrow(readShard(shard(`${server.url}/old.f32`)));
    expect(read.data).toEqual(numbers.slice(2, 6));
  });

  it('sends user and password as the header for them', async () => {
    server = await startServer((request, response) => serve(content, request, response));
    await runOrThrow(readShard(shard(server.url.replace('//', '//me:se%40cret@'))));
    expect(server.requests[0].authorization).toBe(`Basic ${Buffer.from('me:se@cret').toString('base64')}`);
  });

  it.each([
    ['http://', 'its url is no address'],
    ['http://me:secret%@127.0.0.1:1/a.f32', 'does not begin two hexadecimal digits'],
    ['file://elsewhere/a.f32', 'it names no path of this machine'],
  ])('that is none, such as %s, is refused without trying', async (url, why) => {
    const text = await message({ url, type: 'float32', columns: 2 });
    expect(text).toContain(why);
    expect(text).not.toContain('secret');
  });

  it('is not waited for beyond the range, by a server that sends for ever', async () => {
    server = await startServer((_, response) => void response.write(content));
    const read = await runOrThrow(readShard(shard(server.url)));
    expect(read.data).toEqual(numbers.slice(2, 6));
  });

  it('is tried again after server errors and broken connections', async () => {
    server = await startServer((request, response, count) => {
      if (count === 0) response.writeHead(503).end();
      else if (count === 1) request.socket.destroy();
      else if (count === 2) {
        response.writeHead(206, { 'content-length': 16, 'content-range': 'bytes 8-23/32' });
        response.write(content.subarray(8, 12), () => request.socket.destroy());
      } else serve(content, request, response);
    });
    const read = await runOrThrow(readShard(shard(server.url), { delay: 1 }));
    expect(read.data).toEqual(numbers.slice(2, 6));
    expect(server.requests).toHaveLength(4);
  });

  it.each<[string, (count: number) => number, string, number]>([
    ['a server error that stays', () => 500, 'status 500, 3 times', 3],
    ['what is not there, at once', () => 404, 'status 404', 1],
    ['what is forbidden, with a hint', () => 403, 'sign the address', 1],
  ])('is given up for %s', async (_, status, why, requests) => {
    server = await startServer((__, response, count) => response.writeHead(status(count)).end());
    const text = await message(shard(`${server.url}/a.f32?signature=secret`), { attempts: 3, delay: 1 });
    expect(text).toContain('UnreadableShard');
    expect(text).toContain(`${server.url}/a.f32, rows 1 to 2`);
    expect(text).toContain(why);
    expect(text).not.toContain('secret');
    expect(server.requests).toHaveLength(requests);
  });

  it('is given up when the server takes too long, or nobody listens', async () => {
    server = await startServer(() => undefined);
    expect(await message(shard(server.url), { attempts: 2, delay: 1, timeout: 50 })).toContain(
      'took too long, 2 times',
    );
    await server.close();
    expect(await message(shard(server.url), { attempts: 3, delay: 1 })).toContain(
      'the connection failed (ECONNREFUSED)',
    );
  });

  it('stops when its signal is aborted', async () => {
    server = await startServer(() => undefined);
    const stop = new AbortController();
    const reading = readShard(shard(server.url), { signal: stop.signal })();
    stop.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
