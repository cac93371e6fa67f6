import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';

interface Described {
  /** What the option does, as a clause without a full stop: it stands in `--help`. */
  readonly description: string;
}

interface Numeric<Kind extends string> extends Described {
  readonly kind: Kind;
  /** The value when the option is not given; without one the option is optional. */
  readonly default?: number;
  /** The value when the option is not given but `--quick` is. */
  readonly quick?: number;
  /** The smallest value allowed. */
  readonly min?: number;
  /** The largest value allowed. */
  readonly max?: number;
  /** What the number counts or measures, shown in `--help` and in errors. */
  readonly unit?: string;
}

interface Text<Kind extends string> extends Described {
  readonly kind: Kind;
  readonly default?: string;
  readonly quick?: string;
  /** The word for the value in `--help`, in capitals. */
  readonly placeholder?: string;
}

interface Choice extends Described {
  readonly kind: 'choice';
  readonly choices: readonly string[];
  readonly default?: string;
  readonly quick?: string;
}

interface Switch extends Described {
  readonly kind: 'boolean';
}

/**
 * An option of an app, as data. A `path` is resolved against the folder in which the user typed the command; so is a
 * `module` that names a file, while one that is a bare name stays as it is, a `source` that is no address, and the file of an
 * `address` that is written `@FILE`. Passwords within a `source` or an `address` reach the app, but nothing that the run leaves. A
 * `boolean` is a switch, false unless given.
 */
export type OptionSpec =
  | Numeric<'integer'>
  | Numeric<'number'>
  | Text<'string'>
  | Text<'path'>
  | Text<'source'>
  | Text<'address'>
  | Text<'module'>
  | Choice
  | Switch;

/** The options of an app by name; the flag is the name in kebab case (`innerSteps` becomes `--inner-steps`). */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The type of an option's value: undefined only where there is no default. */
export type OptionValue<Spec extends OptionSpec> = Spec extends { kind: 'boolean' }
  ? boolean
  : | (Spec extends { kind: 'integer' | 'number' }
        ? number
        : Spec extends { kind: 'choice'; choices: readonly (infer One)[] }
          ? One
          : string)
    | (Spec extends { default: number | string } ? never : undefined);

/** The values of all options of an app. */
export type OptionValues<Specs extends OptionSpecs> = { readonly [Name in keyof Specs]: OptionValue<Specs[Name]> };

/** The flag of an option's name. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What an option takes, in words: for `--help` and for errors. */
export function expectation(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'a text';
    case 'path':
      return 'a path';
    case 'source':
      return 'a path, or an address that begins with http:// or https://';
    case 'address':
      return 'an address, or @ and the path of a file that holds it';
    case 'module':
      return 'a name, a package or the path of a file';
    case 'choice':
      return `one of ${spec.choices.join(', ')}`;
    case 'integer':
    case 'number': {
      const noun = spec.kind === 'integer' ? 'a whole number' : 'a number';
      const { min, max } = spec;
      if (min !== undefined && max !== undefined) return `${noun} from ${min} to ${max}`;
      if (min !== undefined) return `${noun} of at least ${min}`;
      return max === undefined ? noun : `${noun} of at most ${max}`;
    }
  }
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads the text given for an option, or says what is wrong with it. */
export function parseOption(
  name: string,
  spec: OptionSpec,
  text: string,
): E.Either<Problem<'BadOption'>, number | string | boolean> {
  const bad = () =>
    E.left(
      problem('BadOption', {
        what: `${flagOf(name)} is '${text}'`,
        why: `it must be ${expectation(spec)}${unit(spec)}`,
      }),
    );
  switch (spec.kind) {
    case 'boolean':
      return text === 'true' || text === 'false' ? E.right(text === 'true') : bad();
    case 'string':
    case 'path':
    case 'source':
    case 'address':
    case 'module':
      return text === '' ? bad() : E.right(text);
    case 'choice':
      return spec.choices.includes(text) ? E.right(text) : bad();
    case 'integer':
    case 'number': {
      const value = decimal.test(text) ? Number(text) : NaN;
      const fits = spec.kind === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
      return fits && value >= (spec.min ?? -Infinity) && value <= (spec.max ?? Infinity) ? E.right(value) : bad();
    }
  }
}

function unit(spec: OptionSpec): string {
  return 'unit' in spec && spec.unit !== undefined ? ` (${spec.unit})` : '';
}

/** The value of an option that was not given. */
export function defaultOf(spec: OptionSpec, quick: boolean): number | string | boolean | undefined {
  if (spec.kind === 'boolean') return false;
  return (quick ? spec.quick : undefined) ?? spec.default;
}
