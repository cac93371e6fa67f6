import { orThrow } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { parseAddress } from './address';
import { judge, probe } from './probe';
import { describeWithRedis, freePort, startRedis, type RedisServer } from '../testing/redis-server';

jest.setTimeout(30_000);

const probed = async (url: string, timeout?: number): Promise<string> => {
  const found = await probe(orThrow(parseAddress(url)), timeout);
  return E.isLeft(found) ? `${found.left._tag}: ${found.left.message}` : found.right;
};

describe('judge', () => {
  const label = 'redis://h:6379';
  const verdict = (...lines: string[]) => {
    const found = judge(lines.join('\r\n'), { label });
    return E.isLeft(found) ? found.left.message : found.right;
  };

  it.each([
    [['redis_version:7.0.15', 'role:master'], 'Redis 7.0.15'],
    [['redis_version:5.0.0'], 'Redis 5.0.0'],
    [['redis_version:10.1'], 'Redis 10.1'],
    // Valkey states the Redis that it stands for beside its own version.
    [['redis_version:7.2.4', 'server_name:valkey', 'valkey_version:8.0.1'], 'Valkey 8.0.1'],
  ])('takes %j', (lines, expected) => {
    expect(verdict(...lines)).toBe(expected);
  });

  it.each([
    [['redis_version:4.0.14'], 'Redis 4.0.14 is too old: BullMQ needs 5.0.0 or later'],
    [['redis_version:3.2.12'], 'Redis 3.2.12 is too old'],
    [['redis_version:7.0.15', 'redis_mode:cluster'], 'is a node of a cluster'],
    [['redis_version:7.0.15', 'cluster_enabled:1'], 'is a node of a cluster'],
    [['redis_version:7.0.15', 'role:slave', 'master_host:10.0.0.7'], 'its primary, 10.0.0.7'],
    [['nothing:at all'], 'Redis 0 is too old'],
  ])('refuses %j', (lines, expected) => {
    expect(verdict(...lines)).toContain(expected);
    expect(verdict(...lines)).toContain(label);
  });
});

describe('probe', () => {
  it('says where nobody answers, and what to do', async () => {
    const port = await freePort();
    expect(await probed(`redis://:secret@127.0.0.1:${port}`)).toBe(
      `Unavailable: No Redis answers at 127.0.0.1:${port}: connection refused (redis://127.0.0.1:${port}); ` +
        `start one there (redis-server --port ${port}), or give the address of one that runs`,
    );
  });

  describe('of something else', () => {
    let server: Server;
    const reply = (answer: (command: string) => string) =>
      new Promise<string>((resolve) => {
        server = createServer((socket) => {
          socket.on('error', () => undefined);
          socket.on('data', (text) => socket.write(answer(text.toString().toLowerCase())));
        }).listen(0, '127.0.0.1', () => resolve(`redis://127.0.0.1:${(server.address() as AddressInfo).port}`));
      });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    it('says what an old Redis lacks', async () => {
      const info = 'redis_version:4.0.9\r\nloading:0\r\n';
      const url = await reply((command) => (command.includes('info') ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n'));
      expect(await probed(url)).toContain('Redis 4.0.9 is too old: BullMQ needs 5.0.0 or later');
    });

    it('does not wait for ever for one that is silent', async () => {
      const url = await reply(() => '');
      expect(await probed(url, 300)).toMatch(/^Unavailable: .* cannot be reached/);
    });

    it('is not deceived by a web server', async () => {
      const url = await reply(() => 'HTTP/1.1 400 Bad Request\r\n\r\n');
      expect(await probed(url)).toMatch(/^Unavailable: .*is it Redis\?/);
    });
  });
});

describeWithRedis('probe of a real Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis(['--requirepass', 'open sesame', '--databases', '4']);
  });
  afterAll(() => redis.dispose());
  const url = (user: string, rest = '') => `redis://${user}127.0.0.1:${redis.port}${rest}`;

  it('finds the version', async () => {
    expect(await probed(url(':open%20sesame@', '/3'))).toMatch(/^Redis \d+\.\d+/);
  });

  it('says that a password is needed, wrong, or a user unknown', async () => {
    expect(await probed(url(''))).toContain('Redis asks for a password');
    expect(await probed(url(':open%20barley@'))).toContain('Redis refuses the password');
    expect(await probed(url('ann:open%20sesame@'))).toContain('Redis refuses user ann');
    expect(await probed(url(':open%20barley@'))).not.toContain('barley');
  });

  it('says that there is no such database', async () => {
    expect(await probed(url(':open%20sesame@', '/9'))).toContain('Redis has no database 9');
  });

  it('says that there is no TLS', async () => {
    expect(await probed(`rediss://127.0.0.1:${redis.port}`, 300)).toMatch(
      /cannot be reached.*write redis:\/\/ if it speaks no TLS/,
    );
  });
});
