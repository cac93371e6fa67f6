/** A Redis of a test's own: on a free loopback port, in a temporary folder, gone with the test. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';

/** Whether this machine has a redis-server. */
export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;

/** `describe` where there is a redis-server; elsewhere the tests are reported as skipped, and the name says why. */
export const describeWithRedis = (name: string, tests: () => void): void =>
  hasRedisServer ? describe(name, tests) : describe.skip(`${name} (no redis-server on this machine)`, tests);

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** A client for looking at what is there. */
  readonly client: Redis;
  /** Ends the process; with `start` it comes back on the same port, with what it had written when `appendonly` is on. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** All keys, sorted. */
  keys(): Promise<string[]>;
  /** Ends the process and removes its folder. */
  dispose(): Promise<void>;
}

/** Starts a redis-server. @param more further words of its command line */
export async function startRedis(more: readonly string[] = []): Promise<RedisServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bcl-redis-'));
  const port = await freePort();
  let server: ChildProcess | undefined;
  const start = async () => {
    const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no'];
    const child = spawn('redis-server', [...words, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
    server = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('Ready to accept connections')) resolve();
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}:\n${said}`)));
    });
  };
  const stop = async () => {
    const child = server;
    server = undefined;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  await start();
  const password = more[more.indexOf('--requirepass') + 1];
  const client = new Redis({
    port,
    host: '127.0.0.1',
    password: more.includes('--requirepass') ? password : undefined,
    maxRetriesPerRequest: null,
    disconnectTimeout: 100,
  });
  client.on('error', () => undefined);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    client,
    start,
    stop,
    keys: async () => (await client.keys('*')).sort(),
    async dispose() {
      client.disconnect();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens to. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
