import type { Parameter } from './parameter';

/** What a number may be. */
export interface NumberRange {
  /** The smallest value; none without it. */
  readonly min?: number;
  /** The largest value; none without it. */
  readonly max?: number;
}

/** The parts of a parameter that is a number. */
export interface NumberParts extends NumberRange {
  readonly default: number;
  readonly description: string;
}

/** Whether a value is a finite number in a range. */
export function isInRange(value: unknown, { min = -Infinity, max = Infinity }: NumberRange): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
}

/** A range in words, behind the noun it belongs to: `'a number from 0 to 1'`. */
export function rangeInWords(noun: string, { min, max }: NumberRange): string {
  if (min !== undefined && max !== undefined) return `${noun} from ${min} to ${max}`;
  if (min !== undefined) return `${noun} of at least ${min}`;
  return max === undefined ? noun : `${noun} of at most ${max}`;
}

/**
 * A parameter that is a finite number.
 *
 * @example
 * ```ts
 * import { numberParameter } from '@bcl/objectives';
 *
 * const order = numberParameter({ default: 2, min: 1, description: 'the order of the distance' });
 * order.accepts; // => 'a number of at least 1'
 * order.read(0); // => undefined
 * ```
 */
export function numberParameter({ default: value, description, ...range }: NumberParts): Parameter<number> {
  return {
    default: value,
    description,
    accepts: rangeInWords('a number', range),
    read: (given) => (isInRange(given, range) ? given : undefined),
    write: (number) => number,
  };
}

/**
 * A parameter that is a whole number.
 *
 * @example
 * ```ts
 * import { integerParameter } from '@bcl/objectives';
 *
 * const directions = integerParameter({ default: 50, min: 1, description: 'directions of projection' });
 * directions.accepts; // => 'a whole number of at least 1'
 * directions.read(2.5); // => undefined
 * ```
 */
export function integerParameter({ default: value, description, ...range }: NumberParts): Parameter<number> {
  return {
    default: value,
    description,
    accepts: rangeInWords('a whole number', range),
    read: (given) => (isInRange(given, range) && Number.isSafeInteger(given) ? given : undefined),
    write: (number) => number,
  };
}

/**
 * A parameter that is a finite number, or `null` for none.
 *
 * @example
 * ```ts
 * import { optionalNumberParameter } from '@bcl/objectives';
 *
 * const clip = optionalNumberParameter({ min: 0, description: 'the largest log-ratio' });
 * clip.read(null); // => null
 * clip.accepts; // => 'a number of at least 0, or null'
 * ```
 */
export function optionalNumberParameter({
  description,
  ...range
}: NumberRange & { readonly description: string }): Parameter<number | null> {
  return {
    default: null,
    description,
    accepts: `${rangeInWords('a number', range)}, or null`,
    read: (given) => (given === null || isInRange(given, range) ? given : undefined),
    write: (number) => number,
  };
}
