import { deflateSync } from 'node:zlib';
import { describeWithRedis, startRedis, type RedisServer } from '../testing/redis-server';
import { getText, putText, removeTexts } from './store';

jest.setTimeout(30_000);

describeWithRedis('texts in Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(() => redis.client.flushall());
  afterAll(() => redis.dispose());

  // Digits that repeat little, so that the deflated text is long too.
  const long = Array.from({ length: 5000 }, (_, i) => Math.sin(i)).join();
  const texts = ['', 'ä short one', 'x'.repeat(1023), 'x'.repeat(1024), long];

  it.each(texts.map((text) => [text.length, text]))('come back, %i characters', async (_, text) => {
    await putText(redis.client, text, { key: 'a', expiry: 60 });
    expect(await getText(redis.client, 'a')).toBe(text);
    await putText(redis.client, text, { key: 'b', expiry: 60, partBytes: 97 });
    expect(await getText(redis.client, 'b')).toBe(text);
  });

  it('are cut into parts that all expire, and go together', async () => {
    const bytes = await putText(redis.client, long, { key: 'a', expiry: 60, partBytes: 4096 });
    expect(bytes).toBe(deflateSync(long, { level: 1 }).length + 1);
    const keys = await redis.keys();
    expect(keys).toHaveLength(1 + Math.ceil((bytes ?? 0) / 4096));
    for (const key of keys) expect(await redis.client.ttl(key)).toBeGreaterThan(50);
    await removeTexts(redis.client, ['a', 'not there']);
    expect(await redis.keys()).toEqual([]);
    await removeTexts(redis.client, []);
  });

  it('are not there when a part is not', async () => {
    await putText(redis.client, long, { key: 'a', expiry: 60, partBytes: 4096 });
    await redis.client.del((await redis.keys()).find((key) => key.endsWith(':2')) ?? '');
    expect(await getText(redis.client, 'a')).toBeUndefined();
    expect(await getText(redis.client, 'never')).toBeUndefined();
  });

  it.each([97, 2 ** 20])('are put only while another key exists, in parts of %i bytes', async (partBytes) => {
    const placement = { key: 'a', expiry: 60, partBytes, whileExists: 'job' };
    expect(await putText(redis.client, long, placement)).toBeUndefined();
    expect(await redis.keys()).toEqual([]);
    await redis.client.set('job', 1);
    expect(await putText(redis.client, long, placement)).toBeGreaterThan(0);
    expect(await getText(redis.client, 'a')).toBe(long);
  });

  it.each([97, 2 ** 20])('stay what the first of two has put, in parts of %i bytes', async (partBytes) => {
    const placement = { key: 'a', expiry: 60, partBytes, whileExists: 'job' };
    await redis.client.set('job', 1);
    await putText(redis.client, long, placement);
    const keys = await redis.keys();
    expect(await putText(redis.client, `${long}!`, placement)).toBe(0);
    expect(await putText(redis.client, long, placement)).toBe(0);
    expect(await redis.keys()).toEqual(keys);
    expect(await getText(redis.client, 'a')).toBe(long);
  });

  it('are whole although two put different ones at a time', async () => {
    const other = Array.from({ length: 5000 }, (_, i) => Math.cos(i)).join();
    const placement = { key: 'a', expiry: 60, partBytes: 64, whileExists: 'job' };
    await redis.client.set('job', 1);
    const second = redis.client.duplicate();
    await Promise.all([putText(redis.client, long, placement), putText(second, other, placement)]);
    second.disconnect();
    const found = (await getText(redis.client, 'a')) ?? '';
    expect([long, other]).toContain(found);
    await removeTexts(redis.client, ['a']);
    expect(await redis.keys()).toEqual(['job']);
  });
});
