import { addressed, readFailure, writeFailure } from './message';

describe('addressed', () => {
  const message = { job: 'shard 3', input: { rows: 5 } };
  const id = (...words: Parameters<typeof addressed>) => addressed(...words).id;

  it('gives the same id to the same job, readable and fit for a queue', () => {
    const found = id('run', 'task', message);
    expect(id('run', 'task', { job: 'shard 3', input: { rows: 5 } })).toBe(found);
    expect(found).toMatch(/^shard_3-[0-9a-f]{32}$/);
    expect(id('run', 'task', { job: 'a:/b'.repeat(100), input: 1 })).toMatch(/^[\w.-]{1,100}$/);
  });

  it('gives another id to whatever differs', () => {
    const shared = { key: 'k', hash: 'h' };
    const ids = [
      id('run', 'task', message),
      id('run 2', 'task', message),
      id('run', 'task 2', message),
      id('run', 'task', { ...message, job: 'shard_3' }),
      id('run', 'task', { ...message, input: { rows: 6 } }),
      id('run', 'task', { ...message, shared }),
      id('run', 'task', { ...message, shared: { ...shared, hash: 'h2' } }),
      id('run', 'task', message, '9.9.9'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the reason of a failure', () => {
  it('is read as it was written', () => {
    const failure = { tag: 'UnreadableShard', message: 'no such file: (a.csv): b' } as const;
    expect(readFailure(writeFailure(failure))).toEqual(failure);
  });

  it('may be the queue itself, or anything else', () => {
    expect(readFailure('job stalled more than allowable limit')).toMatchObject({ tag: 'JobFailed' });
    expect(readFailure('job stalled more than allowable limit').message).toContain('memory');
    expect(readFailure('Error: x')).toEqual({ tag: 'JobFailed', message: 'Error: x' });
    expect(readFailure('')).toMatchObject({ tag: 'JobFailed' });
  });
});
