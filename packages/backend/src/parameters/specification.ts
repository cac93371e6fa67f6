/** One named array of a network's weights, and how it starts. */
export interface ParameterSpec {
  /** Unique in the list, e.g. `blocks.0.attention.weight`. */
  readonly name: string;
  /** Whole numbers of 1 or more; an empty shape is one number. */
  readonly shape: readonly number[];
  /** Independent draws of N(0, deviation²), or one value everywhere. */
  readonly initial:
    { readonly kind: 'normal'; readonly deviation: number } | { readonly kind: 'constant'; readonly value: number };
}

/** How many numbers one parameter holds. */
export function sizeOf(spec: ParameterSpec): number {
  return spec.shape.reduce((product, length) => product * length, 1);
}

/** How many numbers the flat vector of these parameters holds. */
export function parameterCount(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, spec) => sum + sizeOf(spec), 0);
}
