import { bcl } from './bcl';
import { bigLearn } from './big-learn';
import type { StrategyDescription } from './description';
import { joint } from './joint';
import type { Strategy } from './strategy';

/** The strategy that a description tells of. */
export function madeFrom(description: StrategyDescription): Strategy {
  switch (description.name) {
    case 'bcl':
      return bcl(description.options);
    case 'joint':
      return joint(description.options);
    case 'bigLearn':
      return bigLearn(description.options);
  }
}
