import { docstringExamples, markdownExamples } from './extract.mjs';

const lines = (...text) => text.join('\n');

describe('markdownExamples', () => {
  it('finds ts blocks with the line on which their code begins', () => {
    const text = lines(
      '# Title',
      '',
      '```ts',
      'first;',
      'second;',
      '```',
      '',
      '```sh',
      'ls',
      '```',
      '```ts',
      'third;',
      '```',
    );
    expect(markdownExamples(text)).toEqual([
      { line: 4, code: 'first;\nsecond;', run: true },
      { line: 12, code: 'third;', run: true },
    ]);
  });

  it('marks no-run blocks', () => {
    expect(markdownExamples(lines('```ts no-run', 'wait();', '```'))[0].run).toBe(false);
  });

  it('passes over other languages, ts-like ones too', () => {
    expect(markdownExamples(lines('```tsx', 'a', '```', '```', 'b', '```', '```text', 'c', '```'))).toEqual([]);
  });

  it('does not look inside a longer fence', () => {
    const text = lines('````md', '```ts', 'shown;', '```', '````', '```ts', 'run;', '```');
    expect(markdownExamples(text)).toEqual([{ line: 7, code: 'run;', run: true }]);
  });

  it('takes the indentation of a list item off the code', () => {
    const text = lines('- item', '  ```ts', '  if (a) {', '    b();', '  }', '  ```');
    expect(markdownExamples(text)[0].code).toBe(lines('if (a) {', '  b();', '}'));
  });

  it('reads Windows line ends', () => {
    expect(markdownExamples('```ts\r\na;\r\n```\r\n')).toEqual([{ line: 2, code: 'a;', run: true }]);
  });

  it('names the line of a fence that is never closed', () => {
    expect(() => markdownExamples(lines('text', '```ts', 'a;'))).toThrow('line 2: this code fence is never closed');
  });
});

describe('docstringExamples', () => {
  it('finds the blocks of an @example and their lines', () => {
    const source = lines(
      'const a = 1;',
      '/**',
      ' * Adds.',
      ' *',
      ' * @param x a number',
      ' * @example',
      ' * ```ts',
      " * import { add } from '@bcl/sums';",
      ' *',
      ' * add(1, 2); // => 3',
      ' * ```',
      ' * @returns the sum',
      ' */',
      'export const add = 1;',
    );
    expect(docstringExamples(source)).toEqual([
      { line: 8, code: lines("import { add } from '@bcl/sums';", '', 'add(1, 2); // => 3'), run: true },
    ]);
  });

  it('finds every @example of every comment, with titles, indented in a class too', () => {
    const source = lines(
      '/**',
      ' * @example one way',
      ' * ```ts',
      ' * one;',
      ' * ```',
      ' * @example another',
      ' * ```ts no-run',
      ' * two;',
      ' * ```',
      ' */',
      'class A {',
      '  /**',
      '   * @example',
      '   * ```ts',
      '   * if (x) {',
      '   *   three;',
      '   * }',
      '   * ```',
      '   */',
      '}',
    );
    expect(docstringExamples(source)).toEqual([
      { line: 4, code: 'one;', run: true },
      { line: 8, code: 'two;', run: false },
      { line: 15, code: lines('if (x) {', '  three;', '}'), run: true },
    ]);
  });

  it('keeps a decorator-like line inside the code', () => {
    const source = lines('/**', ' * @example', ' * ```ts', ' * a;', ' * @sealed', ' * class B {}', ' * ```', ' */');
    expect(docstringExamples(source)[0].code).toBe(lines('a;', '@sealed', 'class B {}'));
  });

  it('leaves fences outside of @example alone', () => {
    expect(docstringExamples(lines('/**', ' * ```ts', ' * sketch;', ' * ```', ' */'))).toEqual([]);
  });

  it('leaves one-line and ordinary comments alone', () => {
    expect(docstringExamples(lines('/** @example none */', '/* @example', ' */', '// @example'))).toEqual([]);
  });

  it('refuses an @example that cannot be run', () => {
    const source = lines('code();', '/**', ' * @example', ' * add(1, 2) is 3', ' */');
    expect(() => docstringExamples(source)).toThrow('line 3: this @example has no fenced ts block');
  });
});
