import { fold, normal } from '@bcl/random';
import type { Key } from '@bcl/random';

import { parameterCount, sizeOf } from './specification';
import type { ParameterSpec } from './specification';

/**
 * The flat vector that a network starts from: its parameters one after another, in the order of the specs. What a parameter draws depends on the
 * key and on its name alone.
 *
 * @throws RangeError where a name comes twice, or a length is not a whole number from 1
 *
 * @example
 * ```ts
 * import { initialParameters } from '@bcl/backend';
 * import { key } from '@bcl/random';
 *
 * initialParameters([{ name: 'gain', shape: [3], initial: { kind: 'constant', value: 1 } }], key(1)); // => [1, 1, 1]
 * ```
 */
export function initialParameters(specs: readonly ParameterSpec[], key: Key): Float32Array {
  const flat = new Float32Array(parameterCount(specs));
  let offset = 0;
  for (const spec of specs) {
    const size = sizeOf(spec);
    if (spec.initial.kind === 'constant') {
      flat.fill(spec.initial.value, offset, offset + size);
    } else {
      const draws = normal(fold(key, spec.name), size);
      for (let i = 0; i < size; i++) flat[offset + i] = spec.initial.deviation * draws[i];
    }
    offset += size;
  }
  return flat;
}
