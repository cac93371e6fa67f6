import path from 'node:path';
import { isOutside } from './locate';

describe('isOutside', () => {
  it.each([
    ['/home/project', '/home/project/a/b.ts', false],
    ['/home/project', '/home/project/..a.ts', false],
    ['/home/project', '/home/b.ts', true],
    ['/home/project', '/home/project-2/b.ts', true],
  ])('of %s, %s', (folder, file, expected) => expect(isOutside(folder, file, path.posix)).toBe(expected));

  it.each([
    ['C:\\project', 'C:\\project\\a.ts', false],
    ['C:\\project', 'C:\\a.ts', true],
    ['C:\\project', 'D:\\project\\a.ts', true],
    ['C:\\project', '\\\\server\\share\\a.ts', true],
  ])('on Windows, of %s, %s', (folder, file, expected) => expect(isOutside(folder, file, path.win32)).toBe(expected));
});
