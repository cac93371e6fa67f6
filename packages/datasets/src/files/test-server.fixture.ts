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

/** Where a connection breaks. */
export interface Break {
  /** Bytes of the body that are sent. */
  readonly after: number;
  /** Whether the receiver has stored so many bytes of the file; only then does the connection break. */
  readonly stored: (bytes: number) => Promise<boolean>;
}

/** Answers as a static file server does, with ranges. */
export function serveBytes(content: Uint8Array, broken?: Break): Handler {
  return (request, response) => {
    const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    const start = Number(asked ?? 0);
    if (start >= content.length) {
      response.writeHead(416).end();
      return;
    }
    const body = content.subarray(start);
    const range = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(asked === undefined ? 200 : 206, {
      'content-length': body.length,
      ...(asked === undefined ? {} : { 'content-range': range }),
    });
    if (broken === undefined || body.length <= broken.after) {
      response.end(body);
      return;
    }
    response.write(body.subarray(0, broken.after));
    // A client drops what it has received but not yet handed on when a connection breaks, so wait until it is stored.
    void (async () => {
      while (!(await broken.stored(start + broken.after))) await new Promise((resolve) => setTimeout(resolve, 5));
      response.destroy();
    })();
  };
}
