import { orThrow, problem, ProblemError } from '@bcl/errors';
import type { ObjectiveDefinition, ObjectiveLike } from '../contract/definition';
import { objectiveHeader } from '../contract/header';
import type { RatioObjective } from '../contract/objective';
import { objectiveParameter } from '../parameters/objective-parameter';
import { parameters } from '../parameters/parameters';
import { objectiveAt } from './objective-at';
import { withHeader } from './with-header';

/** Parameters of `communication`. */
export interface CommunicationParameters {
  /** The ratio objective that compares the two answers. */
  readonly of: ObjectiveLike;
}

/** The definition behind `communication`. */
export const communicationDefinition: ObjectiveDefinition<CommunicationParameters, RatioObjective> = {
  contract: 1,
  name: 'communication',
  version: '1.0.0',
  description: "the model's answers to two matchings of the same coordinates, compared with each other",
  codec: parameters({
    of: objectiveParameter({
      default: 'nonSaturating',
      description: 'the ratio objective that compares the two answers',
    }),
  }),
  create: ({ of }, resolve) => {
    const base = orThrow(resolve(of));
    if (base.form !== 'ratio' || base.between !== 'data-and-model') {
      throw new ProblemError(
        problem('BadParameter', {
          what: `of is ${base.name}`,
          why: 'it must be an objective of the form ratio, between the data and the model, such as nonSaturating',
        }),
      );
    }
    return between(base);
  },
};

function between(base: RatioObjective): RatioObjective {
  const { needs, spread } = base;
  const header = objectiveHeader(communicationDefinition, { of: base }, { needs, spread, between: 'two-matchings' });
  const at = (progress: number) => between(objectiveAt(base, progress));
  return withHeader(base, base.at === undefined ? header : { ...header, at });
}
