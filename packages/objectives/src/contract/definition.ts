import type { Either } from 'fp-ts/lib/Either.js';
import type { Problem } from '@bcl/errors';
import type { Codec } from '../parameters/codec';
import type { Objective } from './objective';

/** The version of the contract between objectives and those who use them. */
export const contractVersion = 1;

/** An objective as plain JSON, for configurations and manifests. */
export interface ObjectiveSpecification {
  /** The name of a definition, such as `'alphaBridge'`. */
  readonly name: string;
  /** Some or all of its parameters, encoded; the others have their defaults. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Where an objective is asked for: its name, its name with parameters, or the objective itself. */
export type ObjectiveLike = string | ObjectiveSpecification | Objective;

/** Makes an objective of a name or a specification; gives an objective back as it is. */
export type Resolve = (like: ObjectiveLike) => Either<Problem, Objective>;

/**
 * What a plugin default-exports: a name, a version, parameters with a codec, and a function from parameters to an objective.
 *
 * A plugin may be a plain object of this shape that imports nothing but types from this package.
 */
export interface ObjectiveDefinition<Parameters, Made extends Objective = Objective> {
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
  /**
   * The objective with these parameters, which the codec has accepted. It bears the definition's name and version.
   *
   * @param resolve - makes the objectives that this one is made of, where a parameter names them
   * @throws ProblemError where parameters that are each in range do not go together
   */
  create(parameters: Parameters, resolve: Resolve): Made;
}
