import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { isCovarianceType, type CovarianceType } from '../maximization/constrain';
import { decodeNumbers, encodeNumbers } from './base64';

/** Version of the file formats here; a reader refuses what it does not know. */
const VERSION = 1;

/** Numbers and arrays as JSON: whole numbers as they are, arrays as base64 of float64. A type, so that it counts as plain JSON. */
export type StoredState = {
  readonly format: string;
  readonly version: typeof VERSION;
  readonly phase: string;
  readonly covarianceType?: CovarianceType;
  readonly sizes: { readonly [name: string]: number };
  readonly flags: { readonly [name: string]: boolean };
  readonly arrays: { readonly [name: string]: string };
};

/** What is stored of a state, before its arrays are encoded. */
export interface StateParts extends Omit<StoredState, 'version' | 'arrays'> {
  readonly arrays: { readonly [name: string]: Float64Array };
}

/** A state as a value for `JSON.stringify`. */
export const storeState = ({ arrays, ...parts }: StateParts): StoredState => ({
  ...parts,
  version: VERSION,
  arrays: Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, encodeNumbers(values)])),
});

/** Reads what {@link storeState} wrote; `InvalidStateFile` says what is wrong. */
export function readState<A>(
  value: unknown,
  format: string,
  read: (reader: StateReader) => A,
): E.Either<Problem<'InvalidStateFile'>, A> {
  try {
    return E.right(read(new StateReader(value, format)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return E.left(
      problem('InvalidStateFile', {
        what: 'This is no state that a fit can go on from',
        why: error.message,
        hint: 'give what the same release of @bcl/em wrote',
      }),
    );
  }
}

/** Something is not as it was written. */
export class Refusal extends Error {}

/** Gives the parts of a stored state, each checked. */
export class StateReader {
  private readonly parts: Record<string, unknown>;

  constructor(value: unknown, wanted: string) {
    this.parts = record('it', value);
    const { format, version } = this.parts;
    if (format !== wanted) throw new Refusal(`its format is ${JSON.stringify(format)}, not "${wanted}"`);
    if (version !== VERSION) throw new Refusal(`its version is ${JSON.stringify(version)}, not ${VERSION}`);
  }

  get phase(): unknown {
    return this.parts.phase;
  }

  /** A whole number, not below `least`. */
  size(name: string, least: number): number {
    const number = record('sizes', this.parts.sizes)[name];
    if (!Number.isSafeInteger(number) || Number(number) < least)
      throw new Refusal(`its ${name} is ${JSON.stringify(number)}`);
    return Number(number);
  }

  flag(name: string): boolean {
    return record('flags', this.parts.flags)[name] === true;
  }

  covarianceType(): CovarianceType {
    const { covarianceType } = this.parts;
    if (!isCovarianceType(covarianceType)) throw new Refusal(`its covarianceType is ${JSON.stringify(covarianceType)}`);
    return covarianceType;
  }

  /** An array, of this length where it is given. */
  numbers(name: string, length?: number): Float64Array {
    const text = record('arrays', this.parts.arrays)[name];
    const decoded = typeof text === 'string' ? decodeNumbers(text) : undefined;
    if (decoded === undefined) throw new Refusal(`its array ${name} is missing or damaged`);
    if (length !== undefined && decoded.length !== length)
      throw new Refusal(`its array ${name} has ${decoded.length} numbers, not ${length}`);
    return decoded;
  }
}

function record(name: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Refusal(`${name} is not an object`);
  return value as Record<string, unknown>;
}
