/** One named array of a network's weights, and how it starts. */
export interface ParameterSpec {
  /** Unique among the parameters of a network, e.g. `blocks.0.attention.weight`. */
  readonly name: string;
  /** Whole numbers from 1; an empty shape is one number. */
  readonly shape: readonly number[];
  /** Independent draws of N(0, deviation²), or one value everywhere. */
  readonly initial:
    { readonly kind: 'normal'; readonly deviation: number } | { readonly kind: 'constant'; readonly value: number };
}

/**
 * How many numbers one parameter holds.
 *
 * @throws RangeError where a length of its shape is not a whole number from 1
 */
export function sizeOf({ name, shape }: ParameterSpec): number {
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 1)) {
    throw new RangeError(
      `The parameter '${name}' cannot have the shape [${shape.join(', ')}]: lengths are whole numbers from 1.`,
    );
  }
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * How many numbers the flat vector of these parameters holds.
 *
 * @throws RangeError where a name comes twice, or a length is not a whole number from 1
 *
 * @example
 * ```ts
 * import { parameterCount } from '@bcl/backend';
 *
 * parameterCount([
 *   { name: 'weight', shape: [3, 2], initial: { kind: 'normal', deviation: 0.02 } },
 *   { name: 'bias', shape: [2], initial: { kind: 'constant', value: 0 } },
 * ]); // => 8
 * ```
 */
export function parameterCount(specs: readonly ParameterSpec[]): number {
  const names = new Set<string>();
  let count = 0;
  for (const spec of specs) {
    if (names.has(spec.name)) throw new RangeError(`The parameter '${spec.name}' comes twice.`);
    names.add(spec.name);
    count += sizeOf(spec);
  }
  return count;
}
