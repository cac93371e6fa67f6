import type { Codec } from '../parameters/codec';
import type { Objective } from './objective';

/** The version of the contract between objectives and those who use them. */
export const contractVersion = 1;

/**
 * What a plugin default-exports: a name, a version, parameters with a codec, and a function from parameters to an objective.
 *
 * A plugin may be a plain object of this shape that imports nothing but types from this package.
 */
export interface ObjectiveDefinition<Parameters> {
  /** The contract it was written for: {@link contractVersion}. */
  readonly contract: 1;
  /** A letter, then letters and digits: `'slicedWasserstein'`. */
  readonly name: string;
  /** In the form 1.2.3. */
  readonly version: string;
  /** What it measures, in one sentence. */
  readonly description: string;
  /** Reads and writes the parameters. */
  readonly codec: Codec<Parameters>;
  /** The objective with these parameters, which the codec has accepted. */
  create(parameters: Parameters): Objective;
}
