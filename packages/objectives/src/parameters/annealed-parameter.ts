import type { Annealed, AnnealedPath } from './annealed';
import { isInRange, rangeInWords, type NumberRange } from './number-parameter';
import { isRecord, type Parameter } from './parameter';

const shapes = ['linear', 'cosine', 'geometric'] as const;
const fields = ['from', 'to', 'shape', 'during'];

/**
 * A parameter that is a number, or a path from one number to another.
 *
 * A path has `from` and `to` in the parameter's range. Its `shape` may be `'geometric'` only where both ends are above 0, and
 * `during` is a pair of fractions in [0, 1], the second not below the first.
 *
 * @example
 * ```ts
 * import { annealedParameter } from '@bcl/objectives';
 *
 * const alpha = annealedParameter({ default: 0.5, min: 0, max: 1, description: 'the power of the ratio' });
 * alpha.read({ from: 1, to: 0, shape: 'cosine' }); // => { from: 1, to: 0, shape: 'cosine' }
 * alpha.read({ from: 1, to: -1 }); // => undefined
 * ```
 */
export function annealedParameter({
  default: value,
  description,
  ...range
}: NumberRange & { readonly default: Annealed; readonly description: string }): Parameter<Annealed> {
  return {
    default: value,
    description,
    accepts: `${rangeInWords('a number', range)}, or a path { from, to } between such numbers`,
    read: (given) => (isInRange(given, range) ? given : readPath(given, range)),
    write: (annealed) => annealed,
  };
}

function readPath(given: unknown, range: NumberRange): AnnealedPath | undefined {
  if (!isRecord(given) || Object.keys(given).some((field) => !fields.includes(field))) return undefined;
  const { from, to, during: part } = given;
  if (!isInRange(from, range) || !isInRange(to, range)) return undefined;
  const shape = shapes.find((one) => one === given.shape);
  if (given.shape !== undefined && shape === undefined) return undefined;
  if (shape === 'geometric' && !(from > 0 && to > 0)) return undefined;
  const during = readPart(part);
  if (part !== undefined && during === undefined) return undefined;
  return { from, to, ...(shape && { shape }), ...(during && { during }) };
}

function readPart(given: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(given) || given.length !== 2) return undefined;
  const [start, end] = given as readonly unknown[];
  if (!isInRange(start, { min: 0, max: 1 }) || !isInRange(end, { min: start, max: 1 })) return undefined;
  return [start, end];
}
