import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { DatasetProblem } from '../failure';
import { sha256 } from '../readers/source';
import { downloadFile } from './download';
import type { DownloadRequest } from './download';
import { serveBytes, startServer } from './test-server.fixture';
import type { Handler, TestServer } from './test-server.fixture';

const content = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 251);

let folder = '';
let server: TestServer | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bcl-download-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

const path = (): string => join(folder, 'deep', 'file.bin');

async function download(
  handler: Handler,
  more: Partial<DownloadRequest> = {},
): Promise<E.Either<DatasetProblem, Uint8Array>> {
  await server?.close();
  server = await startServer(handler);
  const { url } = server;
  return downloadFile({ url, path: path(), bytes: content.length, sha256: sha256(content), fetch, ...more })();
}

async function leavePart(bytes: Uint8Array): Promise<void> {
  await mkdir(join(folder, 'deep'));
  await writeFile(`${path()}.part`, bytes);
}

async function expectComplete(result: E.Either<DatasetProblem, Uint8Array>): Promise<void> {
  expect(E.isRight(result) ? sha256(result.right) : result.left.message).toBe(sha256(content));
  expect(sha256(await readFile(path()))).toBe(sha256(content));
  expect(await readdir(join(folder, 'deep'))).toEqual(['file.bin']);
}

async function partSize(): Promise<number> {
  return (await readFile(`${path()}.part`)).length;
}

const stored = async (bytes: number): Promise<boolean> => (await partSize().catch(() => 0)) >= bytes;

describe('downloadFile', () => {
  it('stores the file under its name, and nothing else', async () => {
    await expectComplete(await download(serveBytes(content)));
    expect(server?.ranges).toEqual([undefined]);
  });

  it('takes up a download that an earlier call left', async () => {
    await leavePart(content.subarray(0, 60_000));
    await expectComplete(await download(serveBytes(content)));
    expect(server?.ranges).toEqual(['bytes=60000-']);
  });

  it('takes up a connection that breaks, as long as it brings something', async () => {
    await expectComplete(await download(serveBytes(content, { after: 40_000, stored })));
    expect(server?.ranges).toEqual([undefined, 'bytes=40000-', 'bytes=80000-']);
  });

  it('keeps what it has when the server dies, and goes on from there in the next call', async () => {
    const dying: Handler = (request, response, count) => {
      if (count === 0) serveBytes(content, { after: 30_000, stored })(request, response, count);
      else response.destroy();
    };
    const result = await download(dying);
    expect(E.isLeft(result) && result.left._tag).toMatch(/Offline|Interrupted/);
    expect(await partSize()).toBe(30_000);
    await expectComplete(await download(serveBytes(content)));
    expect(server?.ranges).toEqual(['bytes=30000-']);
  });

  it('begins again when the server does not know ranges', async () => {
    await leavePart(content.subarray(0, 60_000));
    const whole: Handler = (_, response) => void response.end(content);
    await expectComplete(await download(whole));
  });

  it('begins again when the part is of another version of the file', async () => {
    await leavePart(new Uint8Array(60_000).fill(9));
    await expectComplete(await download(serveBytes(content)));
    expect(server?.ranges).toEqual(['bytes=60000-', undefined]);
  });

  it('begins again when the part is longer than the file, or as long and wrong', async () => {
    await leavePart(new Uint8Array(100_001));
    await expectComplete(await download(serveBytes(content)));
    await rm(path());
    await writeFile(`${path()}.part`, new Uint8Array(100_000));
    await expectComplete(await download(serveBytes(content)));
  });

  it('begins again when the server cannot continue where the part ends', async () => {
    await leavePart(content.subarray(0, 60_000));
    const picky: Handler = (request, response, count) => {
      if (count === 0) response.writeHead(416).end();
      else serveBytes(content)(request, response, count);
    };
    await expectComplete(await download(picky));
  });

  it('does not mistake another range for the one it asked for', async () => {
    await leavePart(content.subarray(0, 60_000));
    const wrong: Handler = (request, response, count) => {
      if (count > 0) serveBytes(content)(request, response, count);
      else response.writeHead(206, { 'content-range': 'bytes 50000-99999/100000' }).end(content.subarray(50_000));
    };
    await expectComplete(await download(wrong));
  });

  it('refuses other bytes of the same length, and leaves nothing behind', async () => {
    const result = await download(serveBytes(content.map((byte) => byte ^ 1)));
    expect(result).toMatchObject(E.left({ _tag: 'WrongBytes' }));
    expect(E.isLeft(result) && result.left.message).toContain(sha256(content));
    expect(await readdir(join(folder, 'deep'))).toEqual([]);
  });

  it('stops reading a file that does not end', async () => {
    let sent = 0;
    const endless: Handler = (_, response) => {
      const more = (): void => {
        sent += content.length;
        if (!response.destroyed) response.write(content, more);
      };
      more();
    };
    expect(await download(endless)).toMatchObject(E.left({ _tag: 'WrongBytes' }));
    expect(sent).toBeLessThan(1e9);
  });

  it('says when the server sends too little', async () => {
    const result = await download(
      (_, response) => void response.writeHead(206, { 'content-range': 'bytes 0-4/5' }).end('short'),
    );
    expect(result).toMatchObject(E.left({ _tag: 'Interrupted' }));
    expect(E.isLeft(result) && result.left.message).toContain('after 5 of 100000 bytes');
  });

  it.each([404, 403, 500, 416, 204])(
    'names the status %d, the address and where to put the file by hand',
    async (status) => {
      const result = await download((_, response) => void response.writeHead(status).end());
      expect(result).toMatchObject(E.left({ _tag: 'HttpStatus' }));
      const message = E.isLeft(result) ? result.left.message : '';
      for (const part of [String(status), server?.url ?? '', path()]) expect(message).toContain(part);
    },
  );

  it('says when there is no server, and where to put the file by hand', async () => {
    const closed = await startServer(() => undefined);
    await closed.close();
    const result = await download(serveBytes(content), { url: closed.url });
    expect(result).toMatchObject(E.left({ _tag: 'Offline' }));
    const message = E.isLeft(result) ? result.left.message : '';
    for (const part of ['ECONNREFUSED', closed.url, `save it as ${path()}`]) expect(message).toContain(part);
  });

  it('stops when its signal is aborted, and keeps what it has', async () => {
    const controller = new AbortController();
    const halting: Handler = (_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 20_000));
    };
    const watch = async (): Promise<void> => {
      while (!(await stored(20_000))) await new Promise((resolve) => setTimeout(resolve, 5));
      controller.abort();
    };
    const [result] = await Promise.all([download(halting, { signal: controller.signal }), watch()]);
    expect(result).toMatchObject(E.left({ _tag: 'Aborted' }));
    expect(await partSize()).toBe(20_000);
    const before = await download(serveBytes(content), { signal: AbortSignal.abort() });
    expect(before).toMatchObject(E.left({ _tag: 'Aborted' }));
  });

  it('says when the folder cannot be written', async () => {
    await writeFile(join(folder, 'deep'), 'a file where a folder should be');
    const result = await download(serveBytes(content));
    expect(result).toMatchObject(E.left({ _tag: 'CannotWrite' }));
  });
});
