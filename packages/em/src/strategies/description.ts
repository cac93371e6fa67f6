import type { BclOptions } from './bcl-options';
import type { BigLearnStrategyOptions } from './big-learn';
import type { JointOptions } from './joint';
import type { Strategy } from './strategy';

/** A strategy of this package as plain data, from which another thread makes it again. */
export type StrategyDescription =
  | { readonly name: 'bcl'; readonly options: BclOptions }
  | { readonly name: 'joint'; readonly options: JointOptions }
  | { readonly name: 'bigLearn'; readonly options: BigLearnStrategyOptions };

// Beside the strategies and not in them: an altered copy of one is a strategy of somebody else's.
const descriptions = new WeakMap<Strategy, StrategyDescription>();

/** Notes how a strategy was made, and returns it. */
export function described(strategy: Strategy, description: StrategyDescription): Strategy {
  descriptions.set(strategy, description);
  return strategy;
}

/** How the strategy was made; undefined where that cannot be told in plain data. */
export function descriptionOf(strategy: Strategy): StrategyDescription | undefined {
  const description = descriptions.get(strategy);
  const plain = Object.values(description?.options ?? {}).every((value) => typeof value !== 'function');
  return plain ? description : undefined;
}
