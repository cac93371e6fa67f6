import * as E from 'fp-ts/lib/Either.js';
import { readNames, readThreads } from './lists';

const message = (read: E.Either<{ message: string }, unknown>): string => (E.isLeft(read) ? read.left.message : 'read');

describe('readNames', () => {
  const read = (text: string) => readNames('--cases', text, ['a', 'b', 'c']);

  it('gives known names in the order given, each once', () => {
    expect(read('c, a,c')).toEqual(E.right(['c', 'a']));
  });

  it('names the one that is not known, and what is', () => {
    expect(message(read('a,x'))).toBe("--cases is 'a,x': 'x' is none of a, b, c");
    expect(message(read(' , '))).toBe("--cases is ' , ': it names none of a, b, c");
  });
});

describe('readThreads', () => {
  const read = (text: string) => readThreads('--threads', text);

  it('gives whole numbers, ascending, each once', () => {
    expect(read('2,1, 2')).toEqual(E.right([1, 2]));
    expect(read('16')).toEqual(E.right([16]));
  });

  it.each(['', ',', '0', '257', '1.5', '-1', '1,two', '1e2', '0x2'])("refuses '%s'", (text) => {
    expect(message(read(text))).toBe(
      `--threads is '${text}': it must be whole numbers from 1 to 256, parted by commas`,
    );
  });
});
