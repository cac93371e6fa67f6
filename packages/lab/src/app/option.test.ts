import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { defaultOf, expectation, flagOf, parseOption, type OptionSpec, type OptionValues } from './option';

const described = { description: 'x' };

describe('parseOption', () => {
  it('reads every number back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseOption('x', { kind: 'number', ...described }, String(value))).toEqual(E.right(value + 0)); // -0 is written as 0
      }),
    );
  });

  it.each<[OptionSpec, string]>([
    [{ kind: 'number', ...described }, '0x10'],
    [{ kind: 'number', ...described }, ''],
    [{ kind: 'number', ...described }, '1,5'],
    [{ kind: 'number', ...described }, 'Infinity'],
    [{ kind: 'number', ...described }, '1e999'],
    [{ kind: 'number', ...described, max: 1 }, '1.01'],
    [{ kind: 'integer', ...described }, '9007199254740993'],
    [{ kind: 'integer', ...described, min: 2 }, '1'],
    [{ kind: 'boolean', ...described }, 'yes'],
    [{ kind: 'choice', choices: ['a'], ...described }, 'A'],
    [{ kind: 'string', ...described }, ''],
  ])('refuses for %j the text %j', (spec, text) => {
    const found = parseOption('innerSteps', spec, text);
    const message = `--inner-steps is '${text}': it must be ${expectation(spec)}`;
    expect(found).toEqual(E.left({ _tag: 'BadOption', message }));
  });

  it('takes whole numbers in any notation', () => {
    expect(parseOption('x', { kind: 'integer', ...described }, '1e3')).toEqual(E.right(1000));
    expect(parseOption('x', { kind: 'integer', ...described }, '-7')).toEqual(E.right(-7));
  });
});

describe('expectation', () => {
  it.each<[OptionSpec, string]>([
    [{ kind: 'integer', ...described, min: 1, max: 9 }, 'a whole number from 1 to 9'],
    [{ kind: 'number', ...described, min: 0 }, 'a number of at least 0'],
    [{ kind: 'number', ...described, max: 1 }, 'a number of at most 1'],
    [{ kind: 'choice', choices: ['a', 'b'], ...described }, 'one of a, b'],
  ])('of %j is %s', (spec, text) => expect(expectation(spec)).toBe(text));
});

describe('defaults and flags', () => {
  it('take the quick default only with --quick', () => {
    const spec: OptionSpec = { kind: 'integer', default: 100, quick: 5, ...described };
    expect([defaultOf(spec, false), defaultOf(spec, true)]).toEqual([100, 5]);
    expect(defaultOf({ kind: 'integer', default: 100, ...described }, true)).toBe(100);
    expect(defaultOf({ kind: 'path', ...described }, false)).toBeUndefined();
    expect(defaultOf({ kind: 'boolean', ...described }, true)).toBe(false);
  });

  it('are in kebab case', () => {
    expect(flagOf('innerSteps')).toBe('--inner-steps');
  });

  it('have types that follow from the specs', () => {
    type Values = OptionValues<{
      readonly a: { readonly kind: 'integer'; readonly default: 3; readonly description: '' };
      readonly b: { readonly kind: 'path'; readonly description: '' };
      readonly c: {
        readonly kind: 'choice';
        readonly choices: readonly ['x', 'y'];
        readonly default: 'x';
        readonly description: '';
      };
    }>;
    const values: Values = { a: 1, b: undefined, c: 'y' };
    // @ts-expect-error: z is none of the choices
    const wrong: Values = { ...values, c: 'z' };
    expect(wrong.c).toBe('z');
  });
});
