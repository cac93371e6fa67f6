import { assertion } from './assertion.mjs';
import { instrument } from './instrument.mjs';

const lines = (...text) => text.join('\n');
const rewritten = (code) => instrument(code).code.replaceAll(assertion, 'check').trimEnd();

describe('instrument', () => {
  it('asserts an expression statement in its place', () => {
    expect(rewritten('add(1, 2); // => 3')).toBe('check(add(1, 2), (3), 1);');
  });

  it('asserts a declared name after its statement', () => {
    expect(rewritten('const sum = add(1, 2); // => 3')).toBe('const sum = add(1, 2); check(sum, (3), 1);');
  });

  it('reads a comment on a line of its own as the value of the statement above', () => {
    expect(rewritten(lines('add(', '  1,', ');', '', '// => 3'))).toBe(lines('check(add(', '  1,', '), (3), 5);'));
    expect(rewritten(lines('const a = 1;', '// => 1'))).toBe(lines('const a = 1;', 'check(a, (1), 2);'));
  });

  it('keeps every line where it was', () => {
    const code = lines('// before', 'const a = [', '  1,', ']; // => [1]', '', 'a.length; // => 1', 'last();');
    expect(rewritten(code).split('\n')).toHaveLength(code.split('\n').length);
    expect(rewritten(code).split('\n')[6]).toBe('last();');
  });

  it('asserts awaited values and what console.log shows', () => {
    expect(rewritten('await later(); // => 1')).toBe('check(await later(), (1), 1);');
    expect(rewritten("console.log(name); // => 'x'")).toBe("console.log(check(name, ('x'), 1));");
  });

  it('asserts inside loops and functions', () => {
    expect(rewritten(lines('for (const a of [1]) {', '  a; // => 1', '}'))).toBe(
      lines('for (const a of [1]) {', '  check(a, (1), 2); ', '}'),
    );
  });

  it('counts assertions, and leaves other comments and strings alone', () => {
    const code = lines("const a = '// => 1'; // an arrow => in words", 'a.length; // => 6 + 1', '`// => ${a}`;');
    expect(instrument(code).assertions).toBe(1);
    expect(rewritten(code).split('\n')[0]).toBe(code.split('\n')[0]);
  });

  it('reads objects, negative numbers and what Node prints of typed arrays', () => {
    expect(rewritten('a; // => { b: -1, c: NaN }')).toBe('check(a, ({ b: -1, c: NaN }), 1);');
    expect(rewritten('a; // => Float64Array(2) [1, 2]')).toBe('check(a, ([1, 2]), 1);');
    expect(rewritten('a; // => { m: Float64Array [1, 2] }')).toBe('check(a, ({ m: [1, 2] }), 1);');
  });

  it.each([
    ['about 3', 'x; // => about 3'],
    ['nothing', 'x; // =>'],
    ['a half', 'x; // => [1, 2'],
  ])('refuses %s as a value, with the line', (_, code) => {
    expect(() => instrument(lines('', code))).toThrow(/^line 2: .* is not a JavaScript value$/);
  });

  it.each([
    ['destructuring', 'const { a } = b; // => 1'],
    ['two names', 'const a = 1, b = 2; // => 1'],
    ['an import', "import 'a'; // => 1"],
    ['nothing', '// => 1'],
  ])('refuses an arrow after %s', (_, code) => {
    expect(() => instrument(code)).toThrow('line 1: no expression and no const stands before this "// =>"');
  });
});
