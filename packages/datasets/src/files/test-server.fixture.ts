import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a {@link TestServer} does with a request. */
export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A web server on this computer, for tests. */
export interface TestServer {
  readonly url: string;
  /** The Range header of each request so far; undefined where there was none. */
  readonly ranges: readonly (string | undefined)[];
  close(): Promise<void>;
}

/** Starts a server whose requests, counted from 0, `handler` answers. */
export async function startServer(handler: Handler): Promise<TestServer> {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    handler(request, response, ranges.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/file`,
    ranges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers as a static file server does, with ranges; after `limit` bytes of the body the connection breaks. */
export function serveBytes(content: Uint8Array, limit = Infinity): Handler {
  return (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? NaN);
    if (start >= content.length) {
      response.writeHead(416).end();
      return;
    }
    const body = content.subarray(Number.isNaN(start) ? 0 : start);
    const range = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(Number.isNaN(start) ? 200 : 206, {
      'content-length': body.length,
      ...(Number.isNaN(start) ? {} : { 'content-range': range }),
    });
    if (body.length <= limit) response.end(body);
    else response.write(body.subarray(0, limit), () => setImmediate(() => response.destroy()));
  };
}
