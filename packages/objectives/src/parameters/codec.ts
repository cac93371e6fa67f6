import type { Either } from 'fp-ts/lib/Either.js';
import type { Problem } from '@bcl/errors';

/** What is said of one parameter, for help and for documentation. */
export interface ParameterDescription {
  readonly name: string;
  /** What it does, as a clause without a full stop. */
  readonly description: string;
  /** What it accepts, in words: `'a number from 0 to 1'`. */
  readonly accepts: string;
  /** The value it has when it is not given, encoded. */
  readonly default: unknown;
}

/** Reads parameters from plain JSON and writes them back: `decode(encode(p))` is p. */
export interface Codec<Parameters> {
  /**
   * The parameters from an object of some or all of them; what is left out has its default.
   *
   * @returns `BadParameter` for a name that does not exist or a value out of range: which, what it was, what it may be
   */
  decode(input: unknown): Either<Problem<'BadParameter'>, Parameters>;
  /** Plain JSON with every parameter, defaults too. */
  encode(parameters: Parameters): Readonly<Record<string, unknown>>;
  /** One entry a parameter. */
  readonly describe: readonly ParameterDescription[];
}
