import type { ObjectiveDefinition } from './definition';
import type { Between, Need, ObjectiveHeader } from './objective';

/** What an objective says of itself beyond its definition and parameters. */
export interface HeaderParts {
  readonly needs: readonly Need[];
  /** `'data-and-model'` without it. */
  readonly between?: Between;
  /** 0 without it. */
  readonly spread?: number;
}

/**
 * The header of an objective that a definition makes: its name, its version, its encoded parameters, and what is given.
 *
 * @example
 * ```ts
 * import { objectiveHeader, reverseKL } from '@bcl/objectives';
 *
 * const header = objectiveHeader(reverseKL.definition, {}, { needs: ['modelSamples', 'logRatio'] });
 * header.name; // => 'reverseKL'
 * header.between; // => 'data-and-model'
 * ```
 */
export function objectiveHeader<Parameters>(
  definition: Pick<ObjectiveDefinition<Parameters>, 'name' | 'version' | 'codec'>,
  parameters: Parameters,
  { needs, between = 'data-and-model', spread = 0 }: HeaderParts,
): ObjectiveHeader {
  const { name, version, codec } = definition;
  return { name, version, parameters: codec.encode(parameters), needs, between, spread };
}
