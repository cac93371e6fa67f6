import path from 'node:path';
import { orThrow } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { HELP, readArguments } from './arguments';

const url = 'redis://ann:secret@queue';

describe('readArguments', () => {
  it('fills in what is not said', () => {
    expect(orThrow(readArguments(['--', '--redis', url]))).toEqual({
      help: false,
      url,
      queue: 'jobs',
      concurrency: 1,
      silentSeconds: 30,
      modules: [],
    });
  });

  it('reads everything', () => {
    const words = ['--redis', url, '--queue=fits', '--concurrency', '4', '--silent', '2.5', '--tasks', __filename];
    expect(orThrow(readArguments(words))).toMatchObject({
      queue: 'fits',
      concurrency: 4,
      silentSeconds: 2.5,
      modules: [__filename],
    });
  });

  it('shows every option in its help, for which nothing else is needed', () => {
    expect(orThrow(readArguments(['-h'])).help).toBe(true);
    for (const option of ['redis', 'queue', 'concurrency', 'silent', 'tasks', 'help'])
      expect(HELP).toContain(`--${option}`);
  });

  it.each([
    [[], '--redis is missing'],
    [['--redis'], '--redis <value>'],
    [['--redis', url, '--concurency', '2'], "Unknown option '--concurency'"],
    [['--redis', url, '--concurrency', '0'], '--concurrency is 0'],
    [['--redis', url, '--concurrency', 'two'], '--concurrency is two'],
    [['--redis', url, '--silent', '0'], '--silent is 0'],
    [['--redis', url, '--tasks', 'none.mjs'], '--tasks names no file'],
    [[url], 'Unexpected argument'],
  ])('answers %j with one line', (words, message) => {
    const read = readArguments(words);
    expect(E.isLeft(read) && read.left).toMatchObject({ _tag: 'InvalidOption' });
    expect(E.isLeft(read) && read.left.message).toContain(message);
    expect(E.isLeft(read) && read.left.message).not.toContain('\n');
  });

  it('does not repeat a password', () => {
    const read = readArguments([url]);
    expect(E.isLeft(read) && read.left.message).not.toContain('secret');
  });
});

it('looks for files where the command was typed', () => {
  const read = readArguments(['--redis', '@my/address', '--tasks', path.basename(__filename)], __dirname);
  expect(E.isRight(read) && read.right).toMatchObject({ url: `@${__dirname}/my/address`, modules: [__filename] });
});
