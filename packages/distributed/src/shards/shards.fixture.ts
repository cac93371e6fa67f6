import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder for one test file. */
export interface Folder {
  readonly path: string;
  /** Writes a file and gives its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly remove: () => void;
}

/** Makes a folder of its own in the system's temporary one. */
export function temporaryFolder(): Folder {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'shards-')));
  return {
    path: folder,
    write: (name, content) => {
      writeFileSync(path.join(folder, name), content);
      return path.join(folder, name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The bytes of a typed array, as a file holds them. */
export const bytesOf = (array: Float32Array | Float64Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** A web server on this machine. */
export interface WebServer {
  readonly url: string;
  readonly requests: readonly { readonly range: string | undefined; readonly authorization: string | undefined }[];
  readonly close: () => Promise<void>;
}

/** Starts a server whose requests, counted from 0, `answer` answers. */
export async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse, count: number) => void,
): Promise<WebServer> {
  const requests: { range: string | undefined; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    requests.push({ range: request.headers.range, authorization: request.headers.authorization });
    answer(request, response, requests.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers as a file server that knows ranges. */
export function serve(content: Uint8Array, request: IncomingMessage, response: ServerResponse): void {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  if (from === undefined) {
    response.writeHead(200, { 'content-length': content.length }).end(content);
    return;
  }
  const start = Number(from);
  if (start >= content.length) {
    response.writeHead(416).end();
    return;
  }
  const end = Math.min(to === '' ? content.length : Number(to) + 1, content.length);
  response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/${content.length}` });
  response.end(content.subarray(start, end));
}
