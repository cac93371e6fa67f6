import { orThrow, problem, ProblemError } from '@bcl/errors';
import type { ObjectiveDefinition, ObjectiveLike } from '../contract/definition';
import { objectiveHeader } from '../contract/header';
import type { SimpleObjective } from '../contract/objective';
import { annealedAt, type Annealed } from '../parameters/annealed';
import { annealedParameter } from '../parameters/annealed-parameter';
import { objectiveParameter } from '../parameters/objective-parameter';
import { parameters } from '../parameters/parameters';
import { objectiveAt } from './objective-at';
import { withHeader } from './with-header';

/** Parameters of `spread`. */
export interface SpreadParameters {
  /** What is compared after the noise. */
  readonly of: ObjectiveLike;
  /** The standard deviation of the noise, in units of y. */
  readonly scale: Annealed;
}

/** The definition behind `spread`. */
export const spreadDefinition: ObjectiveDefinition<SpreadParameters, SimpleObjective> = {
  contract: 1,
  name: 'spread',
  version: '1.0.0',
  description: 'an objective between the data and the model after Gaussian noise is added to both',
  codec: parameters({
    of: objectiveParameter({ default: 'reverseKL', description: 'what is compared after the noise' }),
    scale: annealedParameter({ default: 1, min: 0, description: 'the standard deviation of the noise, in units of y' }),
  }),
  create: ({ of, scale }, resolve) => {
    const base = orThrow(resolve(of));
    if (base.form === 'sum') throw refused('a sum', 'spread each of its terms');
    if (base.form === 'likelihood' && base.targets === 'discrete') {
      throw refused(base.name, 'its targets are categories, to which no noise can be added');
    }
    return spreadOut(base, scale);
  },
};

function refused(what: string, why: string): ProblemError {
  return new ProblemError(problem('BadParameter', { what: `of is ${what}`, why }));
}

function spreadOut(base: SimpleObjective, scale: Annealed): SimpleObjective {
  const { needs, between } = base;
  const spread = Math.hypot(base.spread, annealedAt(scale, 0));
  const header = objectiveHeader(spreadDefinition, { of: base, scale }, { needs, between, spread });
  const at = (progress: number) => spreadOut(objectiveAt(base, progress), annealedAt(scale, progress));
  return withHeader(base, base.at === undefined && typeof scale === 'number' ? header : { ...header, at });
}
