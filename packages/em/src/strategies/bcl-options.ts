import type { ExploreOptions } from './explore';
import { requireAtLeast } from './require-setting';
import type { RefineOptions } from './refine';

/** Settings of the default strategy; every one has a default that suits most data. */
export interface BclOptions extends Partial<ExploreOptions>, Partial<RefineOptions> {
  /** Independent starts, each explored and refined; 3. */
  readonly starts?: number;
  /** Matchings of a kick: a short exploration from the best model so far; 5. 0 for none. */
  readonly kickMatchings?: number;
  /** Kicks without improvement after which the search ends; 4. */
  readonly kicks?: number;
  /** EM steps on all the data after which no new start or kick begins; 1600. */
  readonly budget?: number;
}

/** Every setting of the default strategy. */
export type BclSettings = Required<BclOptions>;

const defaults: BclSettings = {
  matchings: 20,
  innerSteps: 5,
  joint: 0.4,
  marginal: 0.1,
  smoothing: 1,
  anneal: true,
  tolerance: 1e-5,
  relocations: 30,
  tries: 6,
  firstSteps: 10,
  moreSteps: 20,
  near: 0.03,
  leastGain: 1e-4,
  owned: 0.02,
  directions: 2,
  steps: 8,
  stretch: 0.8,
  starts: 3,
  kickMatchings: 5,
  kicks: 4,
  budget: 1600,
};

/** The settings with their defaults. Throws a RangeError that names the setting for one that makes no sense. */
export function bclSettings(options: BclOptions): BclSettings {
  const settings = { ...defaults, ...options };
  for (const name of ['innerSteps', 'starts', 'firstSteps', 'moreSteps', 'directions', 'steps'] as const)
    requireAtLeast(name, settings[name], 1, 'whole');
  for (const name of ['matchings', 'relocations', 'tries', 'kickMatchings', 'kicks'] as const)
    requireAtLeast(name, settings[name], 0, 'whole');
  for (const name of ['joint', 'marginal', 'smoothing', 'tolerance', 'near', 'leastGain', 'owned', 'stretch'] as const)
    requireAtLeast(name, settings[name], 0);
  requireAtLeast('budget', settings.budget, 1);
  if (settings.joint + settings.marginal > 1)
    throw new RangeError(
      `joint + marginal is ${settings.joint + settings.marginal}: shares of matchings sum to 1 at most`,
    );
  return settings;
}
