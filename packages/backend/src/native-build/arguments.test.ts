import * as E from 'fp-ts/lib/Either.js';
import { readArguments } from './arguments';

const read = (...words: string[]) => readArguments(words);
const nothing = { help: false, source: undefined, force: false, timeoutSeconds: undefined };

describe('readArguments', () => {
  it.each([
    [[], nothing],
    [['--'], nothing],
    [['--help'], { ...nothing, help: true }],
    [['--gpu'], { ...nothing, source: { kind: 'gpu' } }],
    [['--published', '--force'], { ...nothing, source: { kind: 'published' }, force: true }],
    [['--tensorflow', 'a b'], { ...nothing, source: { kind: 'folder', folder: 'a b' } }],
    [['--timeout', '90.5'], { ...nothing, timeoutSeconds: 90.5 }],
  ])('reads %j', (words, request) => {
    expect(read(...words)).toEqual(E.right(request));
  });

  it.each([
    [['--gpus'], "Unknown option '--gpus'"],
    [['cpu'], "Unexpected argument 'cpu'"],
    [['--tensorflow'], 'argument missing'],
    [['--tensorflow', ' '], 'needs the name of a folder'],
    [['--gpu', '--published'], 'Take one of'],
    [['--timeout', '0'], "not '0'"],
    [['--timeout', 'soon'], "not 'soon'"],
    [['--timeout', 'Infinity'], "not 'Infinity'"],
  ])('refuses %j', (words, reason) => {
    const refused = read(...words);
    expect(refused).toMatchObject({ left: { _tag: 'BadInput', message: expect.stringContaining(reason) as string } });
  });
});
