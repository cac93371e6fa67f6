import type { Backend } from './backend';

/**
 * What computes, and why nothing better does, in one line for an app to print. Backends with one reason are named together.
 *
 * @example
 * ```ts
 * import { explainChoice } from '@bcl/backend';
 *
 * explainChoice({
 *   name: 'wasm',
 *   describe: 'WebAssembly with SIMD',
 *   passedOver: [
 *     { name: 'native-gpu', why: 'never built' },
 *     { name: 'native', why: 'never built' },
 *   ],
 * }); // => 'WebAssembly with SIMD (not native-gpu, native: never built)'
 * ```
 */
export function explainChoice({ describe, passedOver }: Backend): string {
  const byReason = new Map<string, string[]>();
  for (const { name, why } of passedOver) byReason.set(why, [...(byReason.get(why) ?? []), name]);
  const reasons = [...byReason].map(([why, names]) => `not ${names.join(', ')}: ${why}`);
  return reasons.length === 0 ? describe : `${describe} (${reasons.join('; ')})`;
}
